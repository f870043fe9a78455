import type { Store } from "../loader/store/fallback-store.ts";
import { isNewer, isRecordRow, QUARANTINE, RECORD, type RecordRow, type Row } from "../loader/store/row.ts";
import { jsonBytes } from "../record/bytes.ts";
import type { SurveyRecord } from "../record/schema.ts";
import { chooseDropped, isBare, isCrowded } from "./bounds.ts";
import { trimQuarantine } from "./quarantine.ts";

export { isBare };

/** Records on their way to the endpoint, one row each. */
export interface Outbox {
  /** Keeps this revision; an older one of the same record never replaces a newer. */
  put(record: SurveyRecord): Promise<void>;
  /** All records that are not yet acknowledged, oldest first; of the given rows, or of the store's. */
  list(rows?: ReadonlyMap<string, Row>): Promise<SurveyRecord[]>;
  /** Forgets a record up to this revision; a newer one stays. */
  forget(record: SurveyRecord): Promise<void>;
  /** Sets aside a record that the endpoint will never take. */
  quarantine(record: SurveyRecord, reason: string): Promise<void>;
  /** Holds the bounds (1,000 records, 2 MB, 30 days); returns what had to go: bare showings first, answers last. */
  trim(now: number): Promise<SurveyRecord[]>;
  /** Whether so much was put since the last `trim` that the bounds may be exceeded; costs nothing. */
  crowded(): boolean;
}

export function createOutbox(store: Store): Outbox {
  let count = 0;
  let bytes = 0;

  function listOf(rows: ReadonlyMap<string, Row>): SurveyRecord[] {
    const found: SurveyRecord[] = [];
    for (const [key, row] of rows)
      if (key.startsWith(RECORD) && !isNewer(row) && isRecordRow(row, key)) found.push(row.record);
    return found.sort((a, b) => (a.shownAt < b.shownAt ? -1 : 1));
  }

  const list = async (rows?: ReadonlyMap<string, Row>) => listOf(rows ?? (await store.entries()));

  const forget = (record: SurveyRecord) =>
    store.change<RecordRow>(RECORD + record.id, (row) => (row && row.rev > record.rev ? row : undefined));

  return {
    async put(record) {
      let fresh = false;
      await store.change<RecordRow>(
        RECORD + record.id,
        (row) => {
          fresh = !row;
          return row && row.rev >= record.rev ? row : { rev: record.rev, record };
        },
        !isBare(record),
      );
      if (fresh) count++;
      bytes += jsonBytes(record);
    },
    list,
    forget,
    async quarantine(record, reason) {
      await store.change<RecordRow>(QUARANTINE + record.id, () => ({
        rev: record.rev,
        record,
        refused: reason,
      }));
      await forget(record);
      await trimQuarantine(store);
    },
    async trim(now) {
      const records = await list();
      const chosen = chooseDropped(records, now);
      for (const record of chosen.gone) await forget(record);
      count = records.length - chosen.gone.length;
      bytes = chosen.bytes;
      return chosen.gone;
    },
    crowded: () => isCrowded(count, bytes),
  };
}
