import { CompiledQuery, sql } from "kysely";
import { keyOf } from "./fold.ts";
import type { Db, NewRecordRow } from "./tables.ts";

const COLUMNS = [
  "site",
  "id",
  "rev",
  "survey",
  "state",
  "shown_at",
  "clock",
  "received_at",
  "updated_at",
  "identity",
  "user_id",
  "visitor",
  "digest",
  "body",
] as const satisfies readonly (keyof NewRecordRow)[];

/** Statements by database and number of rows; working one out takes longer than running it. */
const statements = new WeakMap<object, Map<number, string>>();

/**
 * Inserts records, or replaces them where the given revision is higher, all in one statement.
 *
 * @param rows - each record once
 * @returns the keys of those that were news
 */
export async function upsertRecords(db: Db, rows: readonly NewRecordRow[]): Promise<Set<string>> {
  const executor = db.getExecutor().adapter;
  const known = statements.get(executor) ?? new Map<number, string>();
  statements.set(executor, known);
  const statement = known.get(rows.length) ?? compile(db, rows);
  known.set(rows.length, statement);
  const values = rows.flatMap((row) => COLUMNS.map((column) => row[column]));
  const stored = await db.executeQuery<{ site: string; id: string }>(CompiledQuery.raw(statement, values));
  return new Set(stored.rows.map(keyOf));
}

function compile(db: Db, rows: readonly NewRecordRow[]): string {
  return db
    .insertInto("records")
    .columns([...COLUMNS])
    .values([...rows])
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
    .returning(["site", "id"])
    .compile().sql;
}
