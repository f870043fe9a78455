import { chunksOf, PAGE_SIZE, pagesOf } from "./paging.ts";
import type { Store } from "./store.ts";
import type { ChangeKind, Db, RecordRow } from "./tables.ts";

/**
 * The order of changes. Wall time is no order: a clock may be wrong for a moment, and what was written first may be
 * committed last. So each write of a record or case gets the next number of its site, from a counter that stays locked
 * until the write is committed; a reader of a number can read all smaller ones too. (PostgreSQL's own sequences and
 * transaction ids are handed out before the commit. With ids, followers would have to wait for the oldest transaction
 * of the whole server, and start anew when the data moves to another one; and not every engine has them.)
 *
 * The counter is the last thing that a transaction locks, so that no transaction waits for it that holds up another one's row.
 * Numbers stand in a small table of their own: a record is written once, and no index on large rows is needed.
 *
 * @param db - the transaction that wrote them; nothing else but its commit may follow
 * @param ids - each once
 */
export async function noteChanges(
  db: Db,
  { site, kind, ids }: { site: string; kind: ChangeKind; ids: readonly string[] },
): Promise<void> {
  if (!ids.length) return;
  const { last } = await db
    .insertInto("change_counts")
    .values({ site, kind, last: ids.length })
    .onConflict((conflict) =>
      conflict
        .columns(["site", "kind"])
        .doUpdateSet((eb) => ({ last: eb("change_counts.last", "+", eb.ref("excluded.last")) })),
    )
    .returning("last")
    .executeTakeFirstOrThrow();
  const rows = ids.map((id, index) => ({ site, kind, id, place: last - ids.length + 1 + index }));
  for (const some of chunksOf(rows))
    await db
      .insertInto("changes")
      .values(some)
      .onConflict((conflict) =>
        conflict.columns(["site", "kind", "id"]).doUpdateSet((eb) => ({ place: eb.ref("excluded.place") })),
      )
      .execute();
}

/** The place of the last change of a site; 0 where there was none. */
export async function readPosition(db: Db, site: string, kind: ChangeKind): Promise<number> {
  const row = await db
    .selectFrom("change_counts")
    .select("last")
    .where("site", "=", site)
    .where("kind", "=", kind)
    .executeTakeFirst();
  return row?.last ?? 0;
}

/** The place before the first change that says of itself that it was made at or after a time. */
export async function positionBefore(db: Db, site: string, kind: ChangeKind, time: Date): Promise<number> {
  const table = kind === "record" ? "records" : "cases";
  const row = await db
    .selectFrom(table)
    .innerJoin("changes", (join) =>
      join.onRef("changes.site", "=", `${table}.site`).onRef("changes.id", "=", `${table}.id`),
    )
    .select((eb) => eb.fn.min<number | null>("changes.place").as("first"))
    .where("changes.kind", "=", kind)
    .where(`${table}.site`, "=", site)
    .where(`${table}.updated_at`, ">=", time.toISOString())
    .executeTakeFirst();
  return row?.first ? row.first - 1 : readPosition(db, site, kind);
}

/** Which changes are wanted. */
interface ChangeSelection {
  site: string;
  /** Only what comes after this place. */
  after: number;
  /** Only what does not come after this one. */
  to?: number;
  /** Default: all. */
  surveys?: readonly string[];
  /** Only these states. */
  states?: readonly RecordRow["state"][];
}

/** A record with the place of its last change. */
export type ChangedRecord = RecordRow & { place: number };

/** The changes of a site's records after a place, each with its record as it is now: a query to select from. */
export function selectChangedRecords(
  db: Db,
  { site, after, to }: Pick<ChangeSelection, "site" | "after" | "to">,
) {
  const query = db
    .selectFrom("changes")
    .innerJoin("records", (join) =>
      join.onRef("records.site", "=", "changes.site").onRef("records.id", "=", "changes.id"),
    )
    .select("changes.place")
    .where("changes.site", "=", site)
    .where("changes.kind", "=", "record")
    .where("changes.place", ">", after);
  return to === undefined ? query : query.where("changes.place", "<=", to);
}

/** Pages of the records that are new or changed here, in the order of their change. */
export function changedRecords(
  { reader }: Pick<Store, "reader">,
  { site, after, to, surveys, states }: ChangeSelection,
): AsyncGenerator<readonly ChangedRecord[]> {
  return pagesOf<ChangedRecord>((last) => {
    let query = selectChangedRecords(reader, {
      site,
      after: last?.place ?? after,
      ...(to === undefined ? {} : { to }),
    })
      .selectAll("records")
      .where("records.survey", "!=", "")
      .orderBy("changes.place")
      .limit(PAGE_SIZE);
    if (surveys) query = query.where("records.survey", "in", surveys);
    if (states) query = query.where("records.state", "in", states);
    return query.execute();
  });
}
