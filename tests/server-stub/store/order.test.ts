import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { changedRecords, noteChanges, readPosition } from "../../../server-stub/store/changes.ts";
import { openStore } from "../../../server-stub/store/open.ts";
import { storeRecords } from "../../../server-stub/store/records.ts";
import { ENGINES, openDatabases, type TestDatabases } from "../../support/engines.ts";
import { aRow } from "../../support/rows.ts";

describe.each(ENGINES)("the order of changes over %s", (engine) => {
  let databases: TestDatabases;
  beforeAll(async () => {
    databases = await openDatabases(engine);
  });
  afterAll(() => databases.close());
  const idsAfter = async (store: Awaited<ReturnType<typeof openStore>>, site: string, after = 0) => {
    const ids: string[] = [];
    for await (const rows of changedRecords(store, { site, after })) ids.push(...rows.map(({ id }) => id));
    return ids;
  };

  it("gives what an older version left its places in the order of its times, and goes on from there", async () => {
    const url = await databases.create();
    const before = await openStore(url);
    const at = (minute: number) => `2026-11-22T10:0${minute}:00.000Z`;
    for (const [id, minute] of [
      ["c", 1],
      ["a", 3],
      ["b", 2],
      ["d", 3],
    ] as const)
      await storeRecords(before, [aRow({ site: "one", id, updated_at: at(minute) })]);
    await storeRecords(before, [aRow({ site: "two", id: "a", updated_at: at(1) })]);
    // As that version had it.
    for (const table of ["changes", "change_counts", "retention_rounds"])
      await sql`drop table ${sql.table(table)}`.execute(before.writer);
    await sql`alter table follow_up_progress drop column place`.execute(before.writer);
    await sql`alter table follow_up_progress add column looked_to text not null default ''`.execute(
      before.writer,
    );
    await sql`insert into follow_up_progress (site, looked_to) values ('one', ${at(3)})`.execute(
      before.writer,
    );
    await sql`delete from kysely_migration where name like '0010%'`.execute(before.writer);
    await before.close();

    const store = await openStore(url);
    expect(await idsAfter(store, "one")).toEqual(["c", "b", "a", "d"]);
    const progress = await store.reader.selectFrom("follow_up_progress").selectAll().execute();
    expect(progress).toEqual([{ site: "one", place: 2 }]);
    await storeRecords(store, [aRow({ site: "one", id: "b", rev: 2, updated_at: at(0) })]);
    expect(await idsAfter(store, "one", 4)).toEqual(["b"]);
    expect(await idsAfter(store, "two")).toEqual(["a"]);
    expect(await readPosition(store.reader, "two", "record")).toBe(1);
    await store.close();
  });

  it("gives each change a place of its own, and none to what is no news", async () => {
    const store = await openStore(await databases.create());
    const rows = Array.from({ length: 700 }, (_, index) =>
      aRow({ site: index % 3 ? "one" : "two", id: `r-${String(index).padStart(4, "0")}` }),
    );
    await storeRecords(store, rows);
    await storeRecords(store, rows);
    for (const site of ["one", "two"]) {
      const own = rows.filter((row) => row.site === site).map(({ id }) => id);
      expect(await idsAfter(store, site)).toEqual(own);
      expect(await readPosition(store.reader, site, "record")).toBe(own.length);
    }
    await store.close();
  });

  it.runIf(engine === "postgres")(
    "is held up for five seconds at most by a transaction that stands still",
    async () => {
      const store = await openStore(await databases.create());
      const timeout = await store.writer.transaction().execute(async (db) => {
        await noteChanges(db, { site: "one", kind: "case", ids: ["a"] });
        return sql<{
          timeout: string;
        }>`select current_setting('idle_in_transaction_session_timeout') as timeout`.execute(db);
      });
      expect(timeout.rows).toEqual([{ timeout: "5s" }]);
      await store.close();
    },
  );

  it("shows a reader everything before what it shows, however many write at once", async () => {
    const url = await databases.create();
    const stores = await Promise.all([openStore(url), openStore(url), openStore(url)]);
    const [reading] = stores;
    if (!reading) throw new Error("There is no store.");
    let isWriting = true;
    const written: string[] = [];
    const write = async (store: (typeof stores)[number]) => {
      for (let round = 0; round < 30; round++) {
        const batches = Array.from({ length: 5 }, () => [aRow({ site: "s" }), aRow({ site: "t" })]);
        await Promise.all(batches.map((batch) => storeRecords(store, batch)));
        written.push(...batches.flat().map(({ site, id }) => `${site} ${id}`));
      }
    };
    const read: string[] = [];
    const follow = async () => {
      const places = { s: 0, t: 0 };
      for (let isLast = false; ; isLast = !isWriting) {
        for (const site of ["s", "t"] as const)
          for await (const rows of changedRecords(reading, { site, after: places[site] }))
            for (const row of rows) {
              read.push(`${site} ${row.id}`);
              places[site] = row.place;
            }
        if (isLast) return;
        await new Promise((resolve) => setImmediate(resolve));
      }
    };
    const following = follow();
    await Promise.all(stores.map(write));
    isWriting = false;
    await following;
    expect(read.sort()).toEqual(written.sort());
    for (const store of stores) await store.close();
  });
});
