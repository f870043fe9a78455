import type { SurveyRecord } from "../../record/schema.ts";

/** What the device keeps under one key; of two rows with the same key the higher `rev` is the newer. */
export interface Row {
  rev: number;
}

/** A record that is not yet acknowledged. */
export interface RecordRow extends Row {
  record: SurveyRecord;
  /** Why it was refused; set on quarantined rows only. */
  refused?: string;
}

/** Keys of record rows and of quarantined ones begin so. */
export const RECORD = "r:";
export const QUARANTINE = "q:";

/** Another version of the script, or anybody, may have written the store: only rows of this shape are records. */
export function isRecordRow(row: unknown): row is RecordRow {
  const record = (row as Partial<RecordRow> | undefined)?.record;
  return (
    typeof record === "object" &&
    record !== null &&
    typeof record.id === "string" &&
    typeof record.rev === "number" &&
    typeof record.shownAt === "string"
  );
}
