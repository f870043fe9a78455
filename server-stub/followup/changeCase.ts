import type { CaseEvent } from "../answers/cases.ts";
import { noteChanges } from "../store/changes.ts";
import type { Store } from "../store/store.ts";
import type { CaseRow } from "../store/tables.ts";
import { retry } from "../store/unavailable.ts";
import { type CaseWithRecord, historyOf } from "./case.ts";
import { readCase } from "./readCases.ts";
import { timetableOf } from "./timetable.ts";

/** What changes of a case; `version` grows only if it says so. */
export interface CaseChange {
  set: Partial<
    Omit<
      CaseRow,
      "site" | "id" | "record" | "survey" | "changes" | "turn" | "next_at" | "history" | "updated_at"
    >
  >;
  events: readonly CaseEvent[];
}

/** A case as a change makes it, with the columns that follow from others. */
export function changed<Row extends CaseRow>(row: Row, { set, events }: CaseChange, now: Date): Row {
  const next = {
    ...row,
    ...set,
    changes: row.changes + 1,
    history: JSON.stringify([...historyOf(row), ...events]),
    updated_at: now.toISOString(),
  };
  return { ...next, ...timetableOf(next) };
}

/**
 * Writes a change of a case, if the case still is as it was read.
 *
 * @returns the row as it is now, or nothing if the case was changed meanwhile
 */
function writeChange<Row extends CaseRow>(
  { writer }: Pick<Store, "writer">,
  row: Row,
  change: CaseChange,
  now: Date,
): Promise<Row | undefined> {
  const next = changed(row, change, now);
  const { site, id, changes, history, updated_at, turn, next_at } = next;
  return writer.transaction().execute(async (db) => {
    const { numUpdatedRows } = await db
      .updateTable("cases")
      .set({ ...change.set, changes, history, updated_at, turn, next_at })
      .where("site", "=", site)
      .where("id", "=", id)
      .where("changes", "=", row.changes)
      .executeTakeFirst();
    if (!numUpdatedRows) return undefined;
    await noteChanges(db, { site, kind: "case", ids: [id] });
    return next;
  });
}

const TRIES = 20;

/**
 * Reads a case and changes it; where something else changed it in between, once more from the start.
 *
 * @param change - what to change of the case as it is; nothing if there is nothing to change
 * @returns the case as it is now; nothing if there is no such case
 */
export async function changeCase(
  store: Pick<Store, "writer">,
  { site, id, now }: { site: string; id: string; now: Date },
  change: (row: CaseWithRecord) => CaseChange | undefined,
): Promise<CaseWithRecord | undefined> {
  for (let tries = 1; ; tries++) {
    const row = await readCase(store.writer, site, id);
    const wanted = row && change(row);
    if (!row || !wanted) return row;
    const written = await retry(() => writeChange(store, row, wanted, now));
    if (written) return written;
    if (tries >= TRIES) throw new Error("A case is changed by others all the time.");
  }
}
