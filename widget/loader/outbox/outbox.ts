import type { SurveyRecord } from "../../record/schema.ts";
import { byteLength } from "./batch.ts";
import type { Store } from "./ladder.ts";
import { isRecordRow, QUARANTINE, RECORD, type RecordRow } from "./row.ts";

const MOST_RECORDS = 1_000;
const MOST_BYTES = 2_000_000;
const LONGEST_MS = 30 * 86_400_000;
const MOST_QUARANTINED = 50;

/** Records on their way to the endpoint, one row each. */
export interface Outbox {
  /** Keeps this revision; an older one of the same record never replaces a newer. */
  put(record: SurveyRecord): Promise<void>;
  /** All records that are not yet acknowledged, oldest first. */
  list(): Promise<SurveyRecord[]>;
  /** Forgets a record up to this revision; a newer one stays. */
  forget(record: SurveyRecord): Promise<void>;
  /** Sets aside a record that the endpoint will never take. */
  quarantine(record: SurveyRecord, reason: string): Promise<void>;
  /** Holds the bounds (1,000 records, 2 MB, 30 days); returns what had to go: bare showings first, answers last. */
  trim(now: number): Promise<SurveyRecord[]>;
}

export function createOutbox(store: Store): Outbox {
  async function rows(prefix: string): Promise<RecordRow[]> {
    const found: RecordRow[] = [];
    for (const [key, row] of await store.entries())
      if (key.startsWith(prefix) && isRecordRow(row)) found.push(row);
    return found.sort((a, b) => (a.record.shownAt < b.record.shownAt ? -1 : 1));
  }

  const forget = (record: SurveyRecord, prefix = RECORD) =>
    store.change<RecordRow>(prefix + record.id, (row) => (row && row.rev > record.rev ? row : undefined));

  return {
    put: (record) =>
      store.change<RecordRow>(RECORD + record.id, (row) =>
        row && row.rev >= record.rev ? row : { rev: record.rev, record },
      ),
    list: async () => (await rows(RECORD)).map((row) => row.record),
    forget: (record) => forget(record),
    async quarantine(record, reason) {
      await store.change<RecordRow>(QUARANTINE + record.id, () => ({
        rev: record.rev,
        record,
        refused: reason,
      }));
      await forget(record);
      const kept = await rows(QUARANTINE);
      for (const row of kept.slice(0, Math.max(0, kept.length - MOST_QUARANTINED)))
        await forget(row.record, QUARANTINE);
    },
    async trim(now) {
      const kept = (await rows(RECORD)).map((row) => row.record);
      const gone = kept.filter((record) => now - Date.parse(record.shownAt) > LONGEST_MS);
      const rest = kept.filter((record) => !gone.includes(record));
      let size = rest.reduce((sum, record) => sum + bytesOf(record), 0);
      const bareFirst = [...rest.filter(isBare), ...rest.filter((record) => !isBare(record))];
      for (let left = rest.length; left > MOST_RECORDS || size > MOST_BYTES; left--) {
        const oldest = bareFirst.shift();
        if (!oldest) break;
        size -= bytesOf(oldest);
        gone.push(oldest);
      }
      for (const record of gone) await forget(record);
      return gone;
    },
  };
}

const bytesOf = (record: SurveyRecord) => byteLength(JSON.stringify(record));

/** A showing to which nobody has answered. */
export function isBare(record: SurveyRecord): boolean {
  return !Object.keys(record.answers).length;
}
