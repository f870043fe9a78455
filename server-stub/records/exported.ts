import type { SurveyRecord } from "../../widget/record/schema.ts";
import { recordOf } from "../results/readCounted.ts";
import type { IdentityVerdict, RecordRow } from "../store/tables.ts";

/** A record as it is handed out: as it was sent, without signature, and what the collector knows of it. */
export interface ExportedRecord extends SurveyRecord {
  /** When it was shown by the collector's clock; `shownAt` is by the sender's. */
  correctedShownAt: string;
  /** When the collector first heard of it. */
  receivedAt: string;
  /** When it last changed here. */
  updatedAt: string;
  /** Whether a valid signature says who answered. */
  verified: boolean;
  /** How the identity was verified; `invalid`: a signature was wrong or missing, and the identity was dropped. */
  identity: IdentityVerdict;
  /** What people or a classifier called it. */
  tags: string[];
}

/** A stored row as it is handed out. */
export function exportRecord(row: RecordRow): ExportedRecord {
  return {
    ...recordOf(row),
    correctedShownAt: row.shown_at,
    receivedAt: row.received_at,
    updatedAt: row.updated_at,
    verified: row.identity === "verified",
    identity: row.identity,
    tags: tagsOf(row),
  };
}

/** The tags that a row carries. */
export function tagsOf({ tags }: { tags: string | null }): string[] {
  return tags === null ? [] : JSON.parse(tags);
}
