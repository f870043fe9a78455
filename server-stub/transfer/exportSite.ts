import { tagsOf } from "../records/exported.ts";
import { recordOf } from "../results/readCounted.ts";
import { manifestHistory } from "../store/manifests.ts";
import { PAGE_SIZE, pagesOf } from "../store/paging.ts";
import type { Store } from "../store/store.ts";
import type { ConflictRow, RecordRow } from "../store/tables.ts";
import type { Line } from "./line.ts";
import { serializeCaseRow } from "./rows.ts";

/** An export: everything that is kept of a site between a first and a last line. */
export async function* exportSiteLines(store: Store, site: string): AsyncGenerator<Line> {
  yield { type: "askling", version: 1, site, ends: true };
  let lines = 0;
  for await (const line of keptOf(store, site)) {
    lines += 1;
    yield line;
  }
  yield { type: "end", lines };
}

/** In an order of its own making: the same data gives the same lines. */
async function* keptOf(store: Store, site: string): AsyncGenerator<Line> {
  for (const { servedFrom, body } of await manifestHistory(store, site))
    yield { type: "manifest", servedFrom, body };
  const records = store.reader.selectFrom("records").selectAll().where("site", "=", site).orderBy("id");
  for await (const row of rowsById((after) => records.where("id", ">", after).limit(PAGE_SIZE).execute()))
    yield serializeRecord(row);
  const conflicts = await store.reader
    .selectFrom("record_conflicts")
    .selectAll()
    .where("site", "=", site)
    .orderBy("id")
    .orderBy("rev")
    .orderBy("digest")
    .execute();
  for (const row of conflicts) yield serializeConflict(row);
  const cases = store.reader.selectFrom("cases").selectAll().where("site", "=", site).orderBy("id");
  for await (const row of rowsById((after) => cases.where("id", ">", after).limit(PAGE_SIZE).execute()))
    yield serializeCaseRow(row);
}

/** All rows of a table, in the order of their ids. */
async function* rowsById<Row extends { id: string }>(
  read: (after: string) => Promise<readonly Row[]>,
): AsyncGenerator<Row> {
  for await (const rows of pagesOf<Row>((last) => read(last?.id ?? ""))) yield* rows;
}

function serializeRecord(row: RecordRow): Line {
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

function serializeConflict(row: ConflictRow): Line {
  return {
    type: "conflict",
    receivedAt: row.received_at,
    digest: row.digest,
    record: recordOf({ body: row.body }),
  };
}
