import type { CaseRow, Db } from "./tables.ts";

/**
 * Stores cases as they are. Of each the one with more changes stays, whichever side it is on; a record that has
 * another case here keeps that one, and cases of records that are not here, or were erased, are left out.
 */
export async function importCases(db: Db, rows: readonly CaseRow[]): Promise<void> {
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
