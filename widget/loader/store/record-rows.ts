import { isObject, isRecord } from "../../record/prepare-record.ts";
import type { SurveyRecord } from "../../record/schema.ts";
import type { Store } from "./fallback-store.ts";
import type { Row } from "./storage-backends.ts";

/** A record that is not yet acknowledged. */
export interface RecordRow extends Row {
  record: SurveyRecord;
  /** Why it was refused; set on quarantined rows only. */
  refused?: string;
}

// Devices keep rows under these keys from one release to the next, so the keys never change.
/** Keys of record rows begin so; the record's id follows. */
export const RECORD_KEY = "r:";
/** Keys of quarantined rows begin so; the record's id follows. */
export const QUARANTINE_KEY = "q:";
/** Key of what all tabs know of the endpoint. */
export const ENDPOINT_KEY = "e";
/** Key of the row that says which tab is sending. */
export const LEASE_KEY = "l";
/** Key of the row that says that the browser has lost the rows of this device. */
export const LOST_KEY = "x";

/** Whether a newer script wrote the row, for itself. */
export const isNewer = (row: Row): boolean => (row.v ?? 1) > 1;

/**
 * Another version of the script, or any script of the page, may have written the store: only rows of this shape are
 * records.
 *
 * @param key - where the row lies: under another one than its own it could never be forgotten
 */
export const isRecordRow = (row: unknown, key?: string): row is RecordRow =>
  isObject(row) &&
  isRecord(row.record) &&
  row.record.rev === row.rev &&
  (key === undefined || key.slice(RECORD_KEY.length) === row.record.id);

/** Whether a record carries no answer. */
export const isUnanswered = (record: SurveyRecord): boolean => !Object.keys(record.answers).length;

/**
 * Keeps this revision of a record; an older one never replaces a newer. Never rejects.
 *
 * An answer is on the disk before this resolves, where the browser can promise it.
 */
export const putRecord = (store: Store, record: SurveyRecord): Promise<void> =>
  store.change<RecordRow>(
    RECORD_KEY + record.id,
    (row) => (row && row.rev >= record.rev ? row : { rev: record.rev, record }),
    !isUnanswered(record),
  );

/** Removes a record up to this revision; a newer one stays. Never rejects. */
export const forgetRecord = (store: Store, record: SurveyRecord): Promise<void> =>
  store.change<RecordRow>(RECORD_KEY + record.id, (row) => (row && row.rev > record.rev ? row : undefined));
