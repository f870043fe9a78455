import { recordOf } from "../results/readCounted.ts";
import { manifestHistory } from "../store/manifests.ts";
import type { Store } from "../store/open.ts";
import type { ConflictRow, RecordRow } from "../store/tables.ts";
import { tagsOf } from "../store/tags.ts";
import { printCaseRow } from "./caseLine.ts";
import type { Line } from "./line.ts";

const PAGE = 500;

/** Everything that is kept of a site, in an order of its own making: the same data gives the same lines. */
export async function* printSite(store: Store, site: string): AsyncGenerator<Line> {
  yield { type: "askling", version: 1, site };
  for (const { servedFrom, body } of await manifestHistory(store, site))
    yield { type: "manifest", servedFrom, body };
  for (let after = ""; ; ) {
    const rows = await store.reader
      .selectFrom("records")
      .selectAll()
      .where("site", "=", site)
      .where("id", ">", after)
      .orderBy("id")
      .limit(PAGE)
      .execute();
    for (const row of rows) yield printRecord(row);
    const last = rows[rows.length - 1];
    if (!last) break;
    after = last.id;
  }
  const conflicts = await store.reader
    .selectFrom("record_conflicts")
    .selectAll()
    .where("site", "=", site)
    .orderBy("id")
    .orderBy("rev")
    .orderBy("digest")
    .execute();
  for (const row of conflicts) yield printConflict(row);
  for (let after = ""; ; ) {
    const rows = await store.reader
      .selectFrom("cases")
      .selectAll()
      .where("site", "=", site)
      .where("id", ">", after)
      .orderBy("id")
      .limit(PAGE)
      .execute();
    for (const row of rows) yield printCaseRow(row);
    const last = rows[rows.length - 1];
    if (!last) break;
    after = last.id;
  }
}

function printRecord(row: RecordRow): Line {
  if (row.survey === "") return { type: "erased", id: row.id, erasedAt: row.updated_at };
  return {
    type: "record",
    shownAt: row.shown_at,
    clock: row.clock,
    receivedAt: row.received_at,
    updatedAt: row.updated_at,
    identity: row.identity,
    digest: row.digest,
    tags: tagsOf(row),
    record: recordOf({ body: row.body }),
  };
}

function printConflict(row: ConflictRow): Line {
  return {
    type: "conflict",
    receivedAt: row.received_at,
    digest: row.digest,
    record: recordOf({ body: row.body }),
  };
}
