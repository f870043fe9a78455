import type { NewRecordRow } from "./tables.ts";

/** The rows of one record that are to be stored together. */
export interface Folded {
  /** The highest revision, the first of them if it came with several contents. */
  top: NewRecordRow;
  /** All rows of the record, by their place in what was given. */
  places: number[];
  /** Rows that contradict an earlier one of the same revision. */
  clashes: NewRecordRow[];
}

/** Whether two rows say different things under the same revision. */
export function contradicts(one: Pick<NewRecordRow, "rev" | "digest">, other: typeof one): boolean {
  return one.rev === other.rev && one.digest !== other.digest;
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

/** Names a record among all sites. */
export function keyOf({ site, id }: Pick<NewRecordRow, "site" | "id">): string {
  return `${site}\n${id}`;
}

/** A later revision, with what is better known from an earlier one. */
function follow(earlier: NewRecordRow, later: NewRecordRow): NewRecordRow {
  const { received_at, shown_at, clock } = earlier;
  // A time measured by the record's age is the best there is, and later revisions may come without.
  return clock === "age" ? { ...later, received_at, shown_at, clock } : { ...later, received_at };
}
