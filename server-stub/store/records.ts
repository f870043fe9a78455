import { sql } from "kysely";
import type { Store } from "./open.ts";
import type { Db, NewRecordRow } from "./tables.ts";

/** Whether a revision was news, or known (or older than what is known). */
export type StoredAs = "stored" | "duplicate";

/**
 * Stores revisions of records; of each record the highest revision stays, in whatever order they come. When
 * it resolves, they are durable.
 *
 * @returns by id; `stored` if any revision of that id was news
 */
export async function storeRecords(
  store: Store,
  rows: readonly NewRecordRow[],
): Promise<Map<string, StoredAs>> {
  const results = new Map<string, StoredAs>();
  if (!rows.length) return results;
  await store.writer.transaction().execute(async (db) => {
    for (const row of rows) {
      const news = await storeRecord(db, row);
      if (!news) await keepConflict(db, row);
      if (news || !results.has(row.id)) results.set(row.id, news ? "stored" : "duplicate");
    }
  });
  return results;
}

async function storeRecord(db: Db, row: NewRecordRow): Promise<boolean> {
  const stored = await db
    .insertInto("records")
    .values(row)
    .onConflict((conflict) =>
      conflict
        .columns(["site", "id"])
        .doUpdateSet((eb) => ({
          rev: eb.ref("excluded.rev"),
          survey: eb.ref("excluded.survey"),
          state: eb.ref("excluded.state"),
          // A time measured by the record's age is the best there is, and later revisions may come without.
          shown_at: sql<string>`case when records.clock = 'age' then records.shown_at else excluded.shown_at end`,
          clock: sql<
            NewRecordRow["clock"]
          >`case when records.clock = 'age' then records.clock else excluded.clock end`,
          updated_at: eb.ref("excluded.updated_at"),
          identity: eb.ref("excluded.identity"),
          user_id: eb.ref("excluded.user_id"),
          visitor: eb.ref("excluded.visitor"),
          digest: eb.ref("excluded.digest"),
          body: eb.ref("excluded.body"),
        }))
        .whereRef("records.rev", "<", "excluded.rev"),
    )
    .returning("id")
    .executeTakeFirst();
  return stored !== undefined;
}

/** The same revision with another content: the first counts, the second is kept apart. */
async function keepConflict(db: Db, { site, id, rev, digest, body, received_at }: NewRecordRow) {
  const known = await db
    .selectFrom("records")
    .select(["rev", "digest"])
    .where("site", "=", site)
    .where("id", "=", id)
    .executeTakeFirst();
  if (known?.rev !== rev || known.digest === digest) return;
  await db
    .insertInto("record_conflicts")
    .values({ site, id, rev, digest, body, received_at })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
