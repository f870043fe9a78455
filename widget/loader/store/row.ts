import type { SurveyRecord } from "../../record/schema.ts";

/** What the device keeps under one key; of two rows with the same key the higher `rev` is the newer. */
export interface Row {
  rev: number;
  /** Layout of the row, absent for 1; a script leaves layouts alone that are newer than itself. */
  v?: number;
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
/** Keys of what all tabs know of the endpoint, of who is sending, and of rows that the browser itself has lost. */
export const ENDPOINT = "e";
export const LEASE = "l";
export const LOST = "x";

/** Whether a newer script wrote the row, for itself. */
export const isNewer = (row: Row): boolean => (row.v ?? 1) > 1;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;

/**
 * Another version of the script, or anybody, may have written the store: only rows of this shape are records.
 *
 * @param key - where the row lies: under another one than its own it could never be forgotten
 */
export function isRecordRow(row: unknown, key?: string): row is RecordRow {
  if (!isObject(row) || !isObject(row.record)) return false;
  const { id, rev, shownAt, state, answers } = row.record;
  return (
    typeof id === "string" &&
    typeof rev === "number" &&
    rev === row.rev &&
    typeof shownAt === "string" &&
    typeof state === "string" &&
    isObject(answers) &&
    (key === undefined || key.slice(RECORD.length) === id)
  );
}
