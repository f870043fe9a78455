import { type Kysely, sql } from "kysely";
import { codeOf } from "../failure.ts";
import { MIGRATIONS } from "./migrations.ts";
import type { Db, Tables } from "./tables.ts";
import { retry } from "./unavailable.ts";

/** The table of the steps that are done, by the name that Kysely's own migrator gives it. */
type MigrationTables = {
  kysely_migration: { name: string; timestamp: string };
};

type Migrating = Kysely<Tables & MigrationTables>;

/** Row that a collector locks while it changes tables. */
const LOCK = "lock";
/** Two collectors made the same table, type or row at once. */
const RACES = /^(?:23505|42P07|42710|XX000|40001|40P01)$/;

/**
 * Brings the tables up to date. However many collectors start together, each step is done by one of them, and
 * the others wait for it: a step and the note that it is done are one transaction, which begins by locking a
 * row. SQLite's writing transactions exclude each other anyway. (Advisory locks would do in PostgreSQL, but
 * not every engine that speaks its protocol has them.)
 */
export async function migrate(db: Db, engine: "sqlite" | "postgres"): Promise<void> {
  const tables = db.withTables<MigrationTables>();
  const isRace = (error: unknown) => RACES.test(codeOf(error));
  await retry(() => prepareTable(tables), { when: isRace, tries: 20 });
  const names = Object.keys(MIGRATIONS).sort();
  const done = await namesDone(tables);
  for (const name of names) {
    if (done.has(name)) continue;
    await retry(() => takeStep(tables, name, engine), { when: isRace, tries: 20 });
  }
}

async function prepareTable(db: Migrating): Promise<void> {
  await db.schema
    .createTable("kysely_migration")
    .ifNotExists()
    .addColumn("name", "varchar(255)", (column) => column.notNull().primaryKey())
    .addColumn("timestamp", "varchar(255)", (column) => column.notNull())
    .execute();
  await db
    .insertInto("kysely_migration")
    .values({ name: LOCK, timestamp: "" })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

async function namesDone(db: Migrating): Promise<Set<string>> {
  const rows = await db.selectFrom("kysely_migration").select("name").execute();
  return new Set(rows.map(({ name }) => name));
}

function takeStep(db: Migrating, name: string, engine: "sqlite" | "postgres"): Promise<void> {
  return db.transaction().execute(async (transaction) => {
    if (engine === "postgres")
      await sql`select name from kysely_migration where name = ${LOCK} for update`.execute(transaction);
    if ((await namesDone(transaction)).has(name)) return;
    await MIGRATIONS[name]?.up(transaction);
    await transaction
      .insertInto("kysely_migration")
      .values({ name, timestamp: new Date().toISOString() })
      .execute();
  });
}
