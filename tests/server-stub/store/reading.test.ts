import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openStore } from "../../../server-stub/store/open.ts";
import { readRecords } from "../../../server-stub/store/pages.ts";
import { storeRecords } from "../../../server-stub/store/records.ts";
import type { Store } from "../../../server-stub/store/store.ts";
import { ENGINES, openDatabases, type TestDatabases } from "../../support/engines.ts";
import { aRow } from "../../support/rows.ts";

describe.each(ENGINES)("reading beside writing over %s", (engine) => {
  let databases: TestDatabases;
  let store: Store;
  beforeAll(async () => {
    databases = await openDatabases(engine);
    store = await openStore(await databases.create());
  });
  afterAll(async () => {
    await store?.close();
    await databases?.close();
  });

  it("does not hold up ingest, however long it takes", async () => {
    let read = false;
    const reading = sql`
      with recursive counting(n) as (select 1 union all select n + 1 from counting where n < 6000000)
      select count(*) as n from counting`
      .execute(store.reader)
      .then(({ rows }) => rows)
      .finally(() => {
        read = true;
      });
    let during = 0;
    while (!read) {
      await storeRecords(store, [aRow(), aRow()]);
      if (!read) during += 1;
    }
    // One that waits for the reading comes after it.
    expect(during).toBeGreaterThan(0);
    expect(await reading).toEqual([{ n: 6_000_000 }]);
  });

  it("sees what was acknowledged, whatever it saw before", async () => {
    const row = aRow({ site: "seen" });
    const all = () => readRecords(store, { site: "seen", survey: row.survey }, 10);
    expect(await all()).toEqual([]);
    await storeRecords(store, [row]);
    expect((await all()).map(({ rev }) => rev)).toEqual([1]);
    await storeRecords(store, [{ ...row, rev: 2, digest: "two" }]);
    expect((await all()).map(({ rev }) => rev)).toEqual([2]);
  });

  it("gives numbers and texts as they were written", async () => {
    const row = aRow({ site: "types", rev: 2_147_483_646, user_id: "ü-七", visitor: null });
    await storeRecords(store, [row]);
    expect(await readRecords(store, { site: "types", survey: row.survey }, 10)).toEqual([
      { ...row, tags: null },
    ]);
    const counted = await store.reader
      .selectFrom("records")
      .select((eb) => eb.fn.countAll<number>().as("n"))
      .where("site", "=", "types")
      .executeTakeFirst();
    expect(counted).toEqual({ n: 1 });
  });

  it("cannot write", async () => {
    await expect(store.reader.deleteFrom("records").execute()).rejects.toThrow(/read-?only/);
  });
});
