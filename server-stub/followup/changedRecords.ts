import type { Db, RecordRow } from "../store/tables.ts";

/** A place in the order of changes. */
export interface ChangePlace {
  /** ISO 8601, UTC. */
  at: string;
  id: string;
}

/** Which changes are wanted. */
export interface ChangeSelection {
  site: string;
  surveys: readonly string[];
  /** Only what comes after this place. */
  after: ChangePlace;
  /** Only what changed at or before this. */
  to?: string;
  /** Only these states. */
  states?: readonly RecordRow["state"][];
}

const PAGE = 500;

/** Pages of the records that are new or changed, in the order of their change. */
export async function* changedRecords(
  db: Db,
  { site, surveys, after, to, states }: ChangeSelection,
): AsyncGenerator<RecordRow[]> {
  for (let { at, id } = after; ; ) {
    let query = db
      .selectFrom("records")
      .selectAll()
      .where("site", "=", site)
      .where("updated_at", ">=", at)
      .where((eb) => eb.or([eb("updated_at", ">", at), eb("id", ">", id)]))
      .where("survey", "in", surveys)
      .orderBy("updated_at")
      .orderBy("id")
      .limit(PAGE);
    if (to !== undefined) query = query.where("updated_at", "<=", to);
    if (states) query = query.where("state", "in", states);
    const rows = await query.execute();
    if (rows.length) yield rows;
    const last = rows[rows.length - 1];
    if (!last || rows.length < PAGE) return;
    at = last.updated_at;
    id = last.id;
  }
}
