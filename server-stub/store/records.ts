import type { Store } from "./store.ts";
import { type Db, keyOf, type NewRecordRow } from "./tables.ts";
import { retry } from "./unavailable.ts";
import { contradicts, foldRevisions, upsertRecords } from "./upsert.ts";
import type { StoredAs, WriteQueue } from "./writeQueue.ts";

/**
 * Stores revisions of records; of each record the highest revision stays, in whatever order they come. When
 * it resolves, they are durable.
 *
 * @returns by id; `stored` if any revision of that id was news, else `conflict` if any contradicts
 * @throws UnavailableError when they could not be stored now, or too many are waiting
 */
export async function storeRecords(
  { ingest }: { ingest: WriteQueue },
  rows: readonly NewRecordRow[],
): Promise<Map<string, StoredAs>> {
  const results = new Map<string, StoredAs>();
  if (!rows.length) return results;
  const outcomes = await ingest.submit(rows);
  for (const [index, { id }] of rows.entries()) {
    const outcome = outcomes[index] ?? "duplicate";
    const known = results.get(id);
    if (known !== "stored" && (outcome !== "duplicate" || !known)) results.set(id, outcome);
  }
  return results;
}

/**
 * Stores rows as one transaction, whatever sites and batches they come from.
 *
 * @returns what became of each, by its place
 */
export async function writeRows(
  store: Pick<Store, "writer" | "engine">,
  rows: readonly NewRecordRow[],
): Promise<StoredAs[]> {
  const db = store.writer;
  const folded = foldRevisions(rows);
  const tops = folded.map(({ top }) => top);
  const news = await retry(() => upsertRecords(store, tops));
  const known = await readKnown(
    db,
    tops.filter((top) => !news.has(keyOf(top))),
  );
  const outcomes: StoredAs[] = rows.map(() => "duplicate");
  const clashing: NewRecordRow[] = [];
  for (const { top, places, clashes } of folded) {
    const key = keyOf(top);
    const older = known.get(key);
    for (const place of places) {
      const row = rows[place];
      if (!row) continue;
      if (older ? contradicts(row, older) : clashes.includes(row)) {
        outcomes[place] = "conflict";
        clashing.push(row);
      } else if (news.has(key)) outcomes[place] = "stored";
    }
  }
  await keepConflicts(db, clashing);
  return outcomes;
}

type KnownRow = Pick<NewRecordRow, "site" | "id" | "rev" | "digest">;

/** What is known of records, by key. */
async function readKnown(db: Db, rows: readonly NewRecordRow[]): Promise<Map<string, KnownRow>> {
  const known = new Map<string, KnownRow>();
  for (const site of new Set(rows.map((row) => row.site))) {
    const ids = rows.filter((row) => row.site === site).map(({ id }) => id);
    const found = await db
      .selectFrom("records")
      .select(["site", "id", "rev", "digest"])
      .where("site", "=", site)
      .where("id", "in", ids)
      .execute();
    for (const row of found) known.set(keyOf(row), row);
  }
  return known;
}

/** Keeps contents that do not count, each once, to be looked at. */
async function keepConflicts(db: Db, rows: readonly NewRecordRow[]): Promise<void> {
  for (const { site, id, rev, digest, body, received_at } of rows)
    await retry(() =>
      db
        .insertInto("record_conflicts")
        .values({ site, id, rev, digest, body, received_at })
        .onConflict((conflict) => conflict.doNothing())
        .execute(),
    );
}
