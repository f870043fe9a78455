import pg from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { careFor } from "../support/care.ts";
import { startTestCollector, type TestCollector } from "../support/collector.ts";
import { aRecord } from "../support/collectorRecords.ts";
import { ENGINES, openDatabases, type TestDatabases } from "../support/engines.ts";
import { followStream } from "../support/stream.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const followUp = [{ survey: "order-nps", when: { answer: "score", lte: 6 }, within: "2h" }];
const config = { sites: [{ key: "pk_shop", origins: ["*"], manifest: "./surveys.json", followUp }] };
const unhappy = () => aRecord({ answers: { score: 1 } });

const started: TestCollector[] = [];
const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
  for (const one of started.splice(0)) await one.close();
});

describe.each(ENGINES)("a clock that was wrong, over %s", (engine) => {
  let databases: TestDatabases;
  let databaseUrl = "";
  beforeAll(async () => {
    databases = await openDatabases(engine);
  });
  afterAll(() => databases.close());

  /** A collector whose clock is off by `shift`, in milliseconds. */
  const startCollector = async (parts: { shift?: number; anew?: boolean } = {}) => {
    if (parts.anew !== false) databaseUrl = await databases.create();
    const clock = { shift: parts.shift ?? 0 };
    const now = () => new Date(Date.now() + clock.shift);
    const collector = await startTestCollector({ config, databaseUrl, now });
    started.push(collector);
    return { collector, clock, care: careFor(collector) };
  };
  const stop = async (collector: TestCollector) => {
    started.splice(started.indexOf(collector), 1);
    await collector.close();
  };
  const called = async ({ care }: { care: ReturnType<typeof careFor> }) =>
    (await care.list("limit=500")).map(({ record }) => record).sort();
  const idsOf = (records: readonly { id: string }[]) => records.map(({ id }) => id).sort();

  it.each([
    ["ten minutes ahead", 10 * MINUTE],
    ["an hour behind", -HOUR],
    ["a year ahead", 365 * 24 * HOUR],
    ["a year behind", -365 * 24 * HOUR],
  ])("%s for a moment loses no call-back and nothing of the stream", async (_name, shift) => {
    const parts = await startCollector();
    const { collector, clock } = parts;
    const stream = await followStream(collector);
    ends.push(stream.cancel);
    const records = Array.from({ length: 6 }, unhappy);
    const post = async (from: number, to: number) => {
      await collector.post(records.slice(from, to));
      await collector.followUp();
    };
    await post(0, 1);
    clock.shift = shift;
    await post(1, 3);
    clock.shift = 0;
    await post(3, 6);
    expect(await called(parts)).toEqual(idsOf(records));
    expect(idsOf((await stream.events("record", 6)).map(({ data }) => data))).toEqual(idsOf(records));
    // One may be told again, because a clock that is ahead makes it overdue.
    const told = new Set<string | undefined>();
    for (let count = 6; told.size < 6; count++)
      for (const { data } of await stream.events("case", count)) told.add(data.record);
    expect([...told].sort()).toEqual(idsOf(records));
  });

  it("loses nothing over a restart in between", async () => {
    const first = await startCollector({ shift: HOUR });
    const records = Array.from({ length: 3 }, unhappy);
    await first.collector.post(records.slice(0, 1));
    await first.collector.followUp();
    await first.collector.post([{ ...records[1], state: "partial" }]);
    await first.collector.followUp();
    await stop(first.collector);
    const second = await startCollector({ anew: false });
    await second.collector.post(records.slice(2));
    await second.collector.followUp();
    second.clock.shift = 2 * HOUR;
    await second.collector.followUp();
    expect(await called(second)).toEqual(idsOf(records));
  });

  it("of one of two collectors, a minute behind, loses nothing whoever takes it in and looks", async () => {
    const ahead = await startCollector();
    const behind = await startCollector({ shift: -MINUTE, anew: false });
    const stream = await followStream(ahead.collector);
    ends.push(stream.cancel);
    const records = Array.from({ length: 8 }, unhappy);
    for (const [index, record] of records.entries()) {
      const [taking, looking] = index % 2 ? [ahead, behind] : [behind, ahead];
      await taking.collector.post([record]);
      await looking.collector.followUp();
      await ahead.collector.followUp();
    }
    expect(await called(ahead)).toEqual(idsOf(records));
    expect(idsOf((await stream.events("record", 8)).map(({ data }) => data))).toEqual(idsOf(records));
  });

  it("takes nothing from who goes on from the last event or from an answer's position", async () => {
    const { collector, clock } = await startCollector();
    const read = async (query = "") =>
      (await collector.get(`/v1/surveys/order-nps/records?limit=2&${query}`)).json();
    const stream = await followStream(collector);
    await collector.post([unhappy(), unhappy(), unhappy()]);
    const last = (await stream.events("record", 3)).at(-1)?.id ?? "";
    await stream.cancel();
    const first = await read();
    const other = await read(`cursor=${first.next}`);
    expect(other.position).toBe(first.position);
    clock.shift = -HOUR;
    const late = [unhappy(), unhappy()];
    await collector.post(late);
    clock.shift = 0;
    const { records, position } = await read(`changedSince=${other.position}`);
    expect(idsOf(records)).toEqual(idsOf(late));
    const again = await followStream(collector, { "Last-Event-ID": last });
    ends.push(again.cancel);
    expect(idsOf((await again.events("record", 2)).map(({ data }) => data))).toEqual(idsOf(late));
    expect(await read(`changedSince=${position}`)).toEqual({ records: [], next: null, position });
    await collector.post([{ ...late[0], rev: 2 }]);
    expect((await read(`changedSince=${position}`)).records).toMatchObject([{ id: late[0]?.id, rev: 2 }]);
  });

  it("tells the stream of a tag", async () => {
    const { collector, clock, care } = await startCollector();
    const record = unhappy();
    await collector.post([record]);
    const stream = await followStream(collector);
    ends.push(stream.cancel);
    clock.shift = -HOUR;
    await care.ask("PATCH", `/v1/records/${record.id}`, { body: { tags: ["price"] } });
    const [event] = await stream.events("record", 1);
    expect(event?.data).toMatchObject({ id: record.id, tags: ["price"] });
  });

  it("does not keep a later answer from recovering a case", async () => {
    const parts = await startCollector({ shift: HOUR });
    const { collector, clock, care } = parts;
    const at = (ms: number) => new Date(Date.now() - ms).toISOString();
    await collector.post([{ ...unhappy(), visitor: "v-1", shownAt: at(9_000), ageMs: 9_000 }]);
    await collector.followUp();
    clock.shift = 0;
    const good = aRecord({ answers: { score: 10 }, visitor: "v-1", shownAt: at(1_000) });
    await collector.post([{ ...good, ageMs: 1_000 }]);
    await collector.followUp();
    expect(await care.only()).toMatchObject({ recovered: true, recoveredBy: good.id });
  });
});

describe("two transactions that commit in the reverse of their order", () => {
  it("are both followed", async () => {
    const databases = await openDatabases("postgres");
    ends.push(databases.close);
    const databaseUrl = await databases.create();
    let shift = 0;
    const now = () => new Date(Date.now() + shift);
    const collector = await startTestCollector({ config, databaseUrl, now });
    const holder = new pg.Client({ connectionString: databaseUrl });
    await holder.connect();
    ends.unshift(() => holder.end(), collector.close);
    const stream = await followStream(collector);
    ends.unshift(stream.cancel);
    const care = careFor(collector);

    const first = aRecord({ answers: { score: 9 } });
    await collector.post([first]);
    await collector.followUp();
    await holder.query("begin");
    await holder.query("select 1 from records where id = $1 for update", [first.id]);
    const early = collector.post([{ ...first, rev: 2, answers: { score: 1 } }]);
    const waits = async () =>
      (await databases.create().then(() => holder.query("select 1 from pg_locks where not granted")))
        .rowCount;
    await expect.poll(waits).toBeGreaterThan(0);
    const second = unhappy();
    // Others do not wait for it.
    expect((await collector.post([second])).status).toBe(200);
    shift += 3 * MINUTE;
    await collector.followUp();
    expect((await care.only()).record).toBe(second.id);
    await stream.events("record", 2);
    await holder.query("commit");
    expect((await early).status).toBe(200);
    await collector.followUp();
    expect((await care.list()).map(({ record }) => record).sort()).toEqual([first.id, second.id].sort());
    const told = await stream.events("record", 3);
    expect(told.map(({ data }) => `${data.id} ${data.rev}`)).toEqual([
      `${first.id} 1`,
      `${second.id} 1`,
      `${first.id} 2`,
    ]);
  });
});
