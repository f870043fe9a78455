import type { ImportedRow } from "../transfer/rows.ts";
import type { Store } from "./store.ts";
import type { CaseRow, Db, NewRecordRow } from "./tables.ts";

/**
 * Stores rows as they are, all or none. Of each record the highest revision stays, whichever side it is on.
 *
 * @returns how many records were news
 */
export async function importRecords(
  { writer }: Pick<Store, "writer">,
  rows: readonly ImportedRow[],
): Promise<number> {
  // No statement may touch a row twice.
  const records = new Map<string, NewRecordRow>();
  for (const row of rows)
    if (row.table === "records" && (records.get(row.row.id)?.rev ?? 0) < row.row.rev)
      records.set(row.row.id, row.row);
  return writer.transaction().execute(async (db) => {
    for (const row of rows) {
      if (row.table === "manifests")
        await db
          .insertInto("manifests")
          .values(row.row)
          .onConflict((conflict) => conflict.doNothing())
          .execute();
      if (row.table === "record_conflicts")
        await db
          .insertInto("record_conflicts")
          .values(row.row)
          .onConflict((conflict) => conflict.doNothing())
          .execute();
    }
    const cases = rows.flatMap((row) => (row.table === "cases" ? [row.row] : []));
    const stored = await storeRecords(db, [...records.values()]);
    const [first] = records.values();
    const erased = [...records.values()].filter(({ survey }) => survey === "").map(({ id }) => id);
    if (first && erased.length)
      await db.deleteFrom("cases").where("site", "=", first.site).where("record", "in", erased).execute();
    await importCases(db, cases);
    return stored;
  });
}

/** @returns how many were news */
async function storeRecords(db: Db, rows: readonly NewRecordRow[]): Promise<number> {
  if (!rows.length) return 0;
  const stored = await db
    .insertInto("records")
    .values([...rows])
    .onConflict((conflict) =>
      conflict
        .columns(["site", "id"])
        .doUpdateSet((eb) => ({
          rev: eb.ref("excluded.rev"),
          survey: eb.ref("excluded.survey"),
          state: eb.ref("excluded.state"),
          shown_at: eb.ref("excluded.shown_at"),
          clock: eb.ref("excluded.clock"),
          received_at: eb.ref("excluded.received_at"),
          updated_at: eb.ref("excluded.updated_at"),
          identity: eb.ref("excluded.identity"),
          user_id: eb.ref("excluded.user_id"),
          visitor: eb.ref("excluded.visitor"),
          digest: eb.ref("excluded.digest"),
          body: eb.ref("excluded.body"),
          tags: eb.ref("excluded.tags"),
        }))
        .whereRef("records.rev", "<", "excluded.rev"),
    )
    .returning("id")
    .execute();
  return stored.length;
}

/**
 * Stores cases as they are. Of each the one with more changes stays, whichever side it is on; a record that has
 * another case here keeps that one, and cases of records that are not here, or were erased, are left out.
 */
async function importCases(db: Db, rows: readonly CaseRow[]): Promise<void> {
  const [first] = rows;
  if (!first) return;
  const { site } = first;
  const records = rows.map(({ record }) => record);
  const found = await db
    .selectFrom("records")
    .leftJoin("cases", (join) =>
      join.onRef("cases.site", "=", "records.site").onRef("cases.record", "=", "records.id"),
    )
    .select(["records.id as record", "cases.id as id", "cases.changes as changes"])
    .where("records.site", "=", site)
    .where("records.id", "in", records)
    .where("records.survey", "!=", "")
    .execute();
  const known = new Map(found.map((one) => [one.record, one]));
  const fresh = rows.filter(({ record }) => known.get(record)?.id === null);
  if (fresh.length)
    await db
      .insertInto("cases")
      .values(fresh)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  for (const row of rows) {
    const here = known.get(row.record);
    if (here?.id !== row.id || (here.changes ?? 0) >= row.changes) continue;
    await db
      .updateTable("cases")
      .set(row)
      .where("site", "=", site)
      .where("id", "=", row.id)
      .where("changes", "<", row.changes)
      .execute();
  }
}
