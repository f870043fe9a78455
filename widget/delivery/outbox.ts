import type { Store } from "../loader/store/fallback-store.ts";
import {
  forgetRecord,
  isNewer,
  isRecordRow,
  isUnanswered,
  QUARANTINE_KEY,
  RECORD_KEY,
  type RecordRow,
} from "../loader/store/record-rows.ts";
import type { Row } from "../loader/store/storage-backends.ts";
import { jsonBytes } from "../record/bytes.ts";
import type { SurveyRecord } from "../record/schema.ts";

/** What the device keeps at most. */
const MAX_RECORDS = 1_000;
const MAX_BYTES = 2_000_000;
const DAY_MS = 86_400_000;
const MAX_AGE_MS = 30 * DAY_MS;
/** No store lasts so long: a record so old was made by a wrong clock, or is read by one, and its age is unknown. */
const UNBELIEVABLE_MS = 366 * DAY_MS;
const MAX_QUARANTINED = 50;

type Rows = ReadonlyMap<string, Row>;

/** Records that are not yet acknowledged, one row of the store each. */
export interface Outbox {
  /** All of them, oldest first; of the given rows, or of the store's. */
  list(rows?: Rows): Promise<SurveyRecord[]>;
  /** Forgets a record up to this revision; a newer one stays. */
  forget(record: SurveyRecord): Promise<void>;
  /** Sets aside a record that the endpoint will never take. */
  quarantine(record: SurveyRecord, reason: string): Promise<void>;
  /**
   * Sets rows aside that lie where records lie and cannot be sent: not of a record's shape, under another one's key,
   * or with a content that JSON cannot carry. Rows of a newer script stay.
   */
  quarantineMalformed(rows: Rows): Promise<void>;
  /** Counts a revision that was put into the store. */
  count(record: SurveyRecord): void;
  /** Whether so much was counted since the last `trim` that the bounds may be exceeded; costs nothing. */
  crowded(): boolean;
  /** Holds the bounds (1,000 records, 2 MB, 30 days); returns what had to go: unanswered ones first, answers last. */
  trim(now: number): Promise<SurveyRecord[]>;
}

export function createOutbox(store: Store): Outbox {
  let records = 0;
  let bytes = 0;
  const counted = new Set<string>();

  async function list(rows?: Rows): Promise<SurveyRecord[]> {
    const found: SurveyRecord[] = [];
    for (const [key, row] of rows ?? (await store.entries()))
      if (key.startsWith(RECORD_KEY) && !isNewer(row) && isRecordRow(row, key)) found.push(row.record);
    return found.sort((a, b) => (a.shownAt < b.shownAt ? -1 : 1));
  }

  /** Keeps the newest 50 rows that were set aside. */
  async function trimQuarantine(): Promise<void> {
    const kept: [string, string][] = [];
    for (const [key, row] of await store.entries())
      if (key.startsWith(QUARANTINE_KEY)) kept.push([isRecordRow(row) ? row.record.shownAt : "", key]);
    kept.sort();
    for (const [, key] of kept.slice(0, Math.max(0, kept.length - MAX_QUARANTINED)))
      await store.change(key, () => undefined);
  }

  const forget = (record: SurveyRecord) => forgetRecord(store, record);

  return {
    list,
    forget,
    async quarantine(record, refused) {
      await store.change<RecordRow>(QUARANTINE_KEY + record.id, () => ({ rev: record.rev, record, refused }));
      await forget(record);
      await trimQuarantine();
    },
    async quarantineMalformed(rows) {
      let found = false;
      for (const [key, row] of rows) {
        if (!key.startsWith(RECORD_KEY) || isNewer(row) || (isRecordRow(row, key) && isJson(row))) continue;
        await store.change<MalformedRow>(
          QUARANTINE_KEY + key.slice(RECORD_KEY.length),
          // What was refused for a reason stays.
          (known) => known ?? { rev: 1, refused: "junk", found: row },
        );
        await store.change(key, () => undefined);
        found = true;
      }
      if (found) await trimQuarantine();
    },
    count(record) {
      if (!counted.has(record.id)) records++;
      counted.add(record.id);
      bytes += jsonBytes(record);
    },
    crowded: () => isOverBounds(records, bytes),
    async trim(now) {
      const all = await list();
      const chosen = chooseDropped(all, now);
      for (const record of chosen.gone) await forget(record);
      records = all.length - chosen.gone.length;
      bytes = chosen.bytes;
      return chosen.gone;
    },
  };
}

/** A row that lay where records lie and is none. */
interface MalformedRow extends Row {
  refused: "junk";
  found: unknown;
}

function isJson(row: Row): boolean {
  try {
    return JSON.stringify(row).length > 0;
  } catch {
    return false;
  }
}

const isOverBounds = (records: number, bytes: number) => records > MAX_RECORDS || bytes > MAX_BYTES;

/**
 * Which records have to go: unanswered ones first, answers last, the oldest first.
 *
 * @param records - oldest first
 * @returns which ones go, and how many bytes stay
 */
function chooseDropped(
  records: readonly SurveyRecord[],
  now: number,
): { gone: SurveyRecord[]; bytes: number } {
  const isOld = ({ shownAt }: SurveyRecord) => {
    const age = now - Date.parse(shownAt);
    return age > MAX_AGE_MS && age < UNBELIEVABLE_MS;
  };
  const gone = records.filter(isOld);
  const rest = records.filter((record) => !isOld(record));
  let bytes = 0;
  for (const record of rest) bytes += jsonBytes(record);
  const inOrder = [...rest.filter(isUnanswered), ...rest.filter((record) => !isUnanswered(record))];
  for (let left = rest.length; isOverBounds(left, bytes); left--) {
    const oldest = inOrder.shift();
    if (!oldest) break;
    bytes -= jsonBytes(oldest);
    gone.push(oldest);
  }
  return { gone, bytes };
}
