import type { Store } from "./open.ts";
import type { RecordRow } from "./tables.ts";

/** A place in the order of records: by time of showing, then id. */
export interface RecordPlace {
  shownAt: string;
  id: string;
}

/** Which records of a site's survey are wanted. */
export interface RecordSelection {
  site: string;
  survey: string;
  /** Inclusive, on the corrected time of showing. */
  from?: Date | undefined;
  /** Exclusive. */
  to?: Date | undefined;
  /** Only what arrived or changed here at or after this. */
  changedSince?: Date | undefined;
  /** Only these states. */
  states?: readonly string[] | undefined;
  /** Only what comes after this place. */
  after?: RecordPlace | undefined;
}

/** One page of records, in their order. */
export async function readRecords(
  { reader }: Store,
  { site, survey, from, to, changedSince, states, after }: RecordSelection,
  limit: number,
): Promise<RecordRow[]> {
  let query = reader
    .selectFrom("records")
    .selectAll()
    .where("site", "=", site)
    .where("survey", "=", survey)
    .orderBy("shown_at")
    .orderBy("id")
    .limit(limit);
  if (from) query = query.where("shown_at", ">=", from.toISOString());
  if (to) query = query.where("shown_at", "<", to.toISOString());
  if (changedSince) query = query.where("updated_at", ">=", changedSince.toISOString());
  if (states?.length) query = query.where("state", "in", states);
  if (after)
    query = query
      .where("shown_at", ">=", after.shownAt)
      .where((eb) => eb.or([eb("shown_at", ">", after.shownAt), eb("id", ">", after.id)]));
  return query.execute();
}

const PAGE = 500;

/**
 * All records of a selection, a page at a time. Between two pages other work gets its turn, so that a long
 * export does not hold up batches.
 */
export async function* streamRecords(store: Store, selection: RecordSelection): AsyncGenerator<RecordRow> {
  for (let after = selection.after; ; ) {
    const rows = await readRecords(store, { ...selection, after }, PAGE);
    yield* rows;
    const last = rows[rows.length - 1];
    if (!last || rows.length < PAGE) return;
    after = { shownAt: last.shown_at, id: last.id };
    await new Promise((resolve) => setImmediate(resolve));
  }
}
