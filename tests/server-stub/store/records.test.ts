import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { validateRecord } from "../../../server-stub/ingest/validate.ts";
import { openStore } from "../../../server-stub/store/open.ts";
import { readRecords } from "../../../server-stub/store/pages.ts";
import { storeRecords } from "../../../server-stub/store/records.ts";
import type { Store } from "../../../server-stub/store/store.ts";
import type { NewRecordRow } from "../../../server-stub/store/tables.ts";
import type { SentRecord } from "../../../widget/record/schema.ts";
import { aRecord } from "../../support/collectorRecords.ts";
import { ENGINES, openDatabases, type TestDatabases } from "../../support/engines.ts";

const receivedAt = new Date("2026-11-22T10:00:00.000Z");
function rowOf(record: SentRecord, site = "s"): NewRecordRow {
  const arrival = {
    site: { key: site, secrets: [], requireSignature: false },
    sentAt: receivedAt.toISOString(),
    receivedAt,
  };
  const judged = validateRecord(record, 0, arrival);
  if (!("row" in judged)) throw new Error(judged.result.message);
  return judged.row;
}
describe.each(ENGINES)("storing records over %s", (engine) => {
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
  const all = (site: string) => readRecords(store, { site, survey: "order-nps" }, 1_000);

  it("ends with the highest revision of each, in whatever order and how often they arrive", async () => {
    const times = { shownAt: receivedAt.toISOString(), changedAt: receivedAt.toISOString() };
    let run = 0;
    const arrivals = fc.array(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 1, max: 6 })), {
      minLength: 1,
      maxLength: 30,
    });
    const batches = fc.array(arrivals, { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(batches, async (sent) => {
        run += 1;
        const site = `site-${run}`;
        const highest = new Map<string, number>();
        let stored = 0;
        for (const one of sent) {
          const rows = one.map(([which, rev]) =>
            rowOf(aRecord({ ...times, id: `record-${which}`, rev, answers: { score: rev } }), site),
          );
          const known = new Map(highest);
          for (const { id, rev } of rows) highest.set(id, Math.max(rev, highest.get(id) ?? 0));
          const results = await storeRecords(store, rows);
          for (const [id, status] of results)
            expect(status).toBe((highest.get(id) ?? 0) > (known.get(id) ?? 0) ? "stored" : "duplicate");
          stored += results.size;
        }
        const found = (await all(site)).map(({ id, rev, body }) => [id, rev, JSON.parse(body).answers.score]);
        expect(found.sort()).toEqual([...highest].map(([id, rev]) => [id, rev, rev]).sort());
        expect(stored).toBeGreaterThanOrEqual(highest.size);
      }),
      { numRuns: 40 },
    );
  });

  it("keeps two sites apart", async () => {
    const record = aRecord();
    await storeRecords(store, [rowOf(record, "one"), rowOf({ ...record, rev: 2 }, "two")]);
    expect((await all("one")).map(({ rev }) => rev)).toEqual([1]);
    expect((await all("two")).map(({ rev }) => rev)).toEqual([2]);
  });

  it("keeps a second content of one revision apart, once", async () => {
    const record = aRecord({ answers: { score: 1 } });
    const other = rowOf({ ...record, answers: { score: 2 } }, "clash");
    await storeRecords(store, [rowOf(record, "clash")]);
    await storeRecords(store, [other, other, rowOf(record, "clash")]);
    const conflicts = await store.reader
      .selectFrom("record_conflicts")
      .selectAll()
      .where("site", "=", "clash")
      .execute();
    expect(conflicts.map(({ id, rev, body }) => [id, rev, JSON.parse(body).answers])).toEqual([
      [record.id, 1, { score: 2 }],
    ]);
  });

  it("takes the same content for the same, in whatever order its keys come and whatever its age", async () => {
    const record = aRecord({ answers: { a: 1, b: 2 } });
    const shuffled = { ageMs: 5, ...record, answers: { b: 2, a: 1 } };
    expect(rowOf(shuffled).digest).toBe(rowOf(record).digest);
  });

  it("keeps a time of showing that was measured by age when later revisions come without", async () => {
    const record = aRecord({ shownAt: "2020-01-01T00:00:00.000Z" });
    await storeRecords(store, [rowOf({ ...record, ageMs: 60_000 }, "aged")]);
    await storeRecords(store, [rowOf({ ...record, rev: 2 }, "aged")]);
    expect(await all("aged")).toMatchObject([{ rev: 2, clock: "age", shown_at: "2026-11-22T09:59:00.000Z" }]);
  });

  it("survives every text that JSON can hold", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "binary", minLength: 1 }), async (reason) => {
        const record = aRecord({ answers: { reason } });
        await storeRecords(store, [rowOf(record, "texts")]);
        const row = (await all("texts")).find(({ id }) => id === record.id);
        expect(JSON.parse(row?.body ?? "{}").answers).toEqual({ reason });
        await store.writer.deleteFrom("records").where("site", "=", "texts").execute();
      }),
      { numRuns: 50 },
    );
  });

  it("cannot write through the reading connection", async () => {
    await expect(store.reader.deleteFrom("records").execute()).rejects.toThrow(/read-?only/);
  });
});

describe("opening a store", () => {
  it.each([
    [
      "postgres://me:secret@db.invalid/x",
      "found postgres://me:…@db.invalid/x, expected the address of a PostgreSQL",
    ],
    [
      "mysql://db/x",
      "expected sqlite:PATH, such as sqlite:./data/askling.db, or postgres://USER:PASSWORD@HOST/DATABASE",
    ],
    ["sqlite:/dev/null/askling.db", "the path of a SQLite file that can be opened"],
    ["sqlite:/proc/no/such/folder/askling.db", "the path of a SQLite file that can be opened"],
  ])("refuses %s", async (url, sentence) => {
    await expect(openStore(url)).rejects.toThrow(sentence);
  });
});
