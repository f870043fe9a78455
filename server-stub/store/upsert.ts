import { CompiledQuery, sql } from "kysely";
import { noteChanges } from "./changes.ts";
import type { Store } from "./store.ts";
import type { Db, NewRecordRow } from "./tables.ts";
import { keyOf } from "./tables.ts";

/** The rows of one record that are to be stored together. */
interface Folded {
  /** The highest revision, the first of them if it came with several contents. */
  top: NewRecordRow;
  /** All rows of the record, by their place in what was given. */
  places: number[];
  /** Rows that contradict an earlier one of the same revision. */
  clashes: NewRecordRow[];
}

/** Whether two rows say different things under the same revision. */
export function contradicts(a: Pick<NewRecordRow, "rev" | "digest">, b: typeof a): boolean {
  return a.rev === b.rev && a.digest !== b.digest;
}

/**
 * Brings rows down to one for each record, as if they had been stored one after another; in the order of the
 * keys, so that two collectors that store the same records never wait for each other in a circle.
 */
export function foldRevisions(rows: readonly NewRecordRow[]): Folded[] {
  const folded = new Map<string, Folded>();
  for (const [place, row] of rows.entries()) {
    const key = keyOf(row);
    const known = folded.get(key);
    if (!known) folded.set(key, { top: row, places: [place], clashes: [] });
    else {
      known.places.push(place);
      if (contradicts(row, known.top)) known.clashes.push(row);
      if (row.rev > known.top.rev) known.top = follow(known.top, row);
    }
  }
  return [...folded].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, one]) => one);
}

/** A later revision, with what is better known from an earlier one. */
function follow(earlier: NewRecordRow, later: NewRecordRow): NewRecordRow {
  const { received_at, shown_at, clock } = earlier;
  // A time measured by the record's age is the best there is, and later revisions may come without.
  return clock === "age" ? { ...later, received_at, shown_at, clock } : { ...later, received_at };
}

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
 * Inserts records, or replaces them where the given revision is higher, and notes their change. All in one transaction:
 * over PostgreSQL in one statement, so that no lock is held while anything is under way.
 *
 * @param rows - each record once
 * @returns the keys of those that were news
 */
export function upsertRecords(
  { writer, engine }: Pick<Store, "writer" | "engine">,
  rows: readonly NewRecordRow[],
): Promise<Set<string>> {
  if (engine === "postgres") return runUpsert(writer, rows, (insert) => `with stored as (${insert}${NOTED}`);
  return writer.transaction().execute(async (db) => {
    const news = await runUpsert(db, rows, (insert) => insert);
    const stored = rows.filter((row) => news.has(keyOf(row)));
    for (const site of new Set(stored.map((row) => row.site))) {
      const ids = stored.filter((row) => row.site === site).map(({ id }) => id);
      await noteChanges(db, { site, kind: "record", ids });
    }
    return news;
  });
}

/**
 * What {@link noteChanges} does, once all records are written: the counters of several sites are locked in the order
 * of their keys, so that two statements never wait for each other in a circle.
 */
const NOTED = `), counted as (
  insert into change_counts (site, kind, last)
  select site, 'record', count(*) from stored group by site order by site
  on conflict (site, kind) do update set last = change_counts.last + excluded.last
  returning site, last
), noted as (
  insert into changes (site, kind, id, place)
  select stored.site, 'record', stored.id,
    counted.last + 1 - row_number() over (partition by stored.site order by stored.id desc)
  from stored join counted on counted.site = stored.site
  on conflict (site, kind, id) do update set place = excluded.place
) select site, id from stored`;

async function runUpsert(
  db: Db,
  rows: readonly NewRecordRow[],
  complete: (insert: string) => string,
): Promise<Set<string>> {
  const executor = db.getExecutor().adapter;
  const known = statements.get(executor) ?? new Map<number, string>();
  statements.set(executor, known);
  const statement = known.get(rows.length) ?? complete(compile(db, rows));
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
