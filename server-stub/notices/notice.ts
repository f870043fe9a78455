import type { NOTICE_KINDS } from "../config/schema.ts";
import type { DimensionedRecord } from "../results/dimension.ts";

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
  /** For this webhook alone, whatever it listens to. Default: all that listen to the kind. */
  webhook?: string;
  /** What there is to tell, as its kind has it. */
  data: Readonly<Record<string, unknown>>;
}
