import type { NOTICE_KINDS } from "../config/schema.ts";
import type { DimensionedRecord, DimensionValue } from "../results/dimension.ts";

/** What a notice is about. */
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** Something that webhooks are told of. */
export interface Notice {
  /** Queued once, however often it is raised. */
  id: string;
  kind: NoticeKind;
  /** When it arose, ISO 8601, UTC. */
  at: string;
  /** The record it is about: decides by its dimensions who is told, and takes the notice with it when erased. */
  record?: DimensionedRecord;
  /**
   * The group of records it is about, by a dimension. A webhook with a `where` is told only of groups that lie in it;
   * what is about neither a record nor a group is about all records.
   */
  group?: { by: string; value: DimensionValue };
  /** For this webhook alone, whatever it listens to. Default: all that listen to the kind. */
  webhook?: string;
  /** What there is to tell: `{ case }`, `{ alarm }` or `{ digest }`. */
  data: Readonly<Record<string, unknown>>;
}
