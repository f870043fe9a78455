import type { Store } from "../loader/store/fallback-store.ts";
import { isNewer, isRecordRow, QUARANTINE, RECORD, type Row } from "../loader/store/row.ts";

const MOST_QUARANTINED = 50;

/** Keeps the newest 50 rows that were set aside. */
export async function trimQuarantine(store: Store): Promise<void> {
  const kept: [string, string][] = [];
  for (const [key, row] of await store.entries())
    if (key.startsWith(QUARANTINE)) kept.push([isRecordRow(row) ? row.record.shownAt : "", key]);
  kept.sort();
  for (const [, key] of kept.slice(0, Math.max(0, kept.length - MOST_QUARANTINED)))
    await store.change(key, () => undefined);
}

/** A row that lay where records lie and is none. */
interface JunkRow extends Row {
  refused: "junk";
  found: unknown;
}

/**
 * Sets rows aside that lie where records lie and cannot be sent: not of a record's shape, under another's key,
 * or nothing that JSON can carry. Rows of a newer script stay.
 */
export async function sweepJunk(store: Store, rows: ReadonlyMap<string, Row>): Promise<void> {
  let swept = false;
  for (const [key, row] of rows) {
    if (!key.startsWith(RECORD) || isNewer(row) || (isRecordRow(row, key) && canTravel(row))) continue;
    await store.change<JunkRow>(
      QUARANTINE + key.slice(RECORD.length),
      (old) =>
        // What was refused for a reason stays.
        old ?? { rev: 1, refused: "junk", found: row },
    );
    await store.change(key, () => undefined);
    swept = true;
  }
  if (swept) await trimQuarantine(store);
}

function canTravel(row: Row): boolean {
  try {
    return JSON.stringify(row).length > 0;
  } catch {
    return false;
  }
}
