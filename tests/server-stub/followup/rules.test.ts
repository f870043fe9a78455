import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { openStore } from "../../../server-stub/store/open.ts";
import { storeRecords } from "../../../server-stub/store/records.ts";
import { careFor } from "../../support/care.ts";
import {
  startTestCollector,
  type TestCollector,
  type TestCollectorOptions,
} from "../../support/collector.ts";
import { aRecord } from "../../support/collectorRecords.ts";
import { ENGINES, openDatabases, type TestDatabases } from "../../support/engines.ts";
import { aRow } from "../../support/rows.ts";

const MINUTE = 60_000;
const rule = { survey: "order-nps", when: { answer: "score", lte: 6 }, within: "2h" };
const withRules = (...followUp: object[]) => ({
  sites: [{ key: "pk_shop", origins: ["*"], manifest: "./surveys.json", followUp }],
  timeZone: "Asia/Shanghai",
});

let time = Date.parse("2026-11-23T02:00:00Z");
let collector: TestCollector;
const started: TestCollector[] = [];
const keep = (one: TestCollector) => {
  collector = one;
  started.push(one);
  return careFor(one);
};
const options = (...followUp: object[]): TestCollectorOptions => {
  time = Date.parse("2026-11-23T02:00:00Z");
  return { config: withRules(...followUp), now: () => new Date(time) };
};
afterEach(async () => {
  for (const one of started.splice(0)) await one.close();
});

describe.each(ENGINES)("a rule over %s", (engine) => {
  let databases: TestDatabases;
  beforeAll(async () => {
    databases = await openDatabases(engine);
  });
  afterAll(() => databases.close());
  const start = async (...followUp: object[]) => {
    const databaseUrl = await databases.create();
    return keep(await startTestCollector({ ...options(...followUp), databaseUrl }));
  };

  it("opens one case for an unhappy answer, with what the answer says", async () => {
    const care = await start({ ...rule, level: 2, resolveWithin: "1d", assign: "trait.branch|prop.branch" });
    const record = aRecord({
      answers: { score: 3, reason: "It arrived late" },
      touchpoint: "checkout",
      locale: "en",
      visitor: "v-1",
      user: { id: "u-7", traits: { name: "Ada", phone: "555" } },
      trigger: { on: "event", name: "order_paid", props: { branch: "north" } },
    });
    await collector.post([record, aRecord({ answers: { score: 9 } })]);
    await collector.followUp();
    await collector.followUp();
    expect(await care.only()).toMatchObject({
      version: 1,
      survey: "order-nps",
      touchpoint: "checkout",
      record: record.id,
      status: "open",
      recovered: false,
      level: 2,
      owner: null,
      assigned: "north",
      openedBy: "rule",
      receivedAt: "2026-11-23T02:00:00.000Z",
      dueAt: "2026-11-23T04:00:00.000Z",
      resolveBy: "2026-11-24T02:00:00.000Z",
      overdue: false,
      score: 3,
      scoreType: "nps",
      text: "It arrived late",
      person: { user: "u-7", visitor: "v-1", name: "Ada", email: null, phone: "555" },
      props: { branch: "north" },
      locale: "en",
      notes: [],
      history: [{ by: "rule", field: "status", from: null, to: "open" }],
    });
  });

  it("waits a minute for a survey that was left half answered", async () => {
    const care = await start(rule);
    await collector.post([aRecord({ state: "partial", answers: { score: 2 } })]);
    time += 59_000;
    await collector.followUp();
    expect(await care.list()).toEqual([]);
    time += 1_000;
    await collector.followUp();
    expect(await care.only()).toMatchObject({ score: 2, receivedAt: "2026-11-23T02:00:00.000Z" });
  });

  it("gives as much time after an answer that came long after its showing", async () => {
    const care = await start(rule);
    const record = aRecord({ state: "shown", answers: {} });
    await collector.post([record]);
    time += 3 * 60 * MINUTE;
    await collector.post([{ ...record, rev: 2, state: "complete", answers: { score: 2 } }]);
    await collector.followUp();
    expect(await care.only()).toMatchObject({
      receivedAt: "2026-11-23T05:00:00.000Z",
      dueAt: "2026-11-23T07:00:00.000Z",
      overdue: false,
    });
  });

  it("withdraws a case that nobody has worked on when its answer is changed, and opens it again", async () => {
    const care = await start(rule);
    const record = aRecord({ answers: { score: 3 } });
    const say = async (rev: number, score: number) => {
      time += 1_000;
      await collector.post([{ ...record, rev, answers: { score } }]);
      await collector.followUp();
      return care.only();
    };
    await say(1, 3);
    expect(await say(2, 8)).toMatchObject({ status: "withdrawn", version: 2, score: 8 });
    const again = await say(3, 4);
    expect(again).toMatchObject({ status: "open", version: 3 });
    expect(again.history.map(({ from, to }) => [from, to])).toEqual([
      [null, "open"],
      ["open", "withdrawn"],
      ["withdrawn", "open"],
    ]);
    await care.edit(again, { note: "I call today" });
    expect(await say(4, 10)).toMatchObject({ status: "open", score: 10 });
  });

  it("opens no case twice where two collectors look at once, and tells of it once", async () => {
    const databaseUrl = await databases.create();
    const [site] = withRules(rule).sites;
    const webhooks = [{ name: "ops", kind: "json", url: "http://127.0.0.1:9/" }];
    const both = { config: { sites: [{ ...site, webhooks }] }, now: () => new Date(time), databaseUrl };
    const first = await startTestCollector(both);
    const second = await startTestCollector(both);
    started.push(first, second);
    const records = Array.from({ length: 300 }, () => aRecord({ answers: { score: 1 } }));
    for (let at = 0; at < records.length; at += 50) await first.post(records.slice(at, at + 50));
    await Promise.all([first.followUp(), second.followUp(), first.followUp(), second.followUp()]);
    const cases = await careFor(second).list("limit=500");
    expect(cases.map(({ record }) => record).sort()).toEqual(records.map(({ id }) => id).sort());
    time += 121 * MINUTE;
    await Promise.all([first.followUp(), second.followUp()]);
    const store = await openStore(databaseUrl);
    for (const kind of ["case", "overdue"]) {
      const told = await store.reader
        .selectFrom("messages")
        .select("record")
        .where("kind", "=", kind)
        .execute();
      expect(told.map(({ record }) => record).sort()).toEqual(records.map(({ id }) => id).sort());
    }
    const changes = await store.reader.selectFrom("cases").select("changes").distinct().execute();
    expect(changes).toEqual([{ changes: 2 }]);
    await store.close();
  });

  it("misses nothing that had not settled when the collector stopped", async () => {
    const databaseUrl = await databases.create();
    const before = await startTestCollector({ ...options(rule), databaseUrl });
    await before.post([aRecord({ state: "partial", answers: { score: 2 } })]);
    await before.followUp();
    expect(await careFor(before).list()).toEqual([]);
    await before.close();
    const after = options(rule);
    time += 120 * MINUTE;
    const care = keep(await startTestCollector({ ...after, databaseUrl }));
    await collector.followUp();
    expect(await care.only()).toMatchObject({
      openedAt: "2026-11-23T04:00:00.000Z",
      dueAt: "2026-11-23T04:00:00.000Z",
      overdue: true,
    });
  });

  it("finds its way through ten thousand unhappy answers, and the list does too", async () => {
    const databaseUrl = await databases.create();
    const care = keep(await startTestCollector({ ...options(rule), databaseUrl }));
    const store = await openStore(databaseUrl);
    const at = new Date(time).toISOString();
    for (let portion = 0; portion < 20; portion++) {
      const records = Array.from({ length: 500 }, (_, index) =>
        aRecord({ answers: { score: index % 7 }, user: { traits: { branch: `b${index % 50}` } } }),
      );
      const times = { shown_at: at, received_at: at, updated_at: at };
      await storeRecords(
        store,
        records.map((record) => aRow({ id: record.id, body: JSON.stringify(record), ...times })),
      );
    }
    await store.close();
    await collector.followUp();
    const ids = new Set<string>();
    for (let cursor: string | null = ""; cursor !== null; ) {
      const response = await care.ask("GET", `/v1/cases?limit=499${cursor && `&cursor=${cursor}`}`);
      const answer = await response.json();
      for (const { id } of answer.cases) ids.add(id);
      cursor = answer.cursor;
    }
    expect(ids.size).toBe(10_000);
    const funnel = await (await care.ask("GET", "/v1/followup?by=trait.branch")).json();
    expect(funnel).toMatchObject({ unhappy: 10_000, open: 10_000 });
    expect(funnel.groups).toHaveLength(50);
    time += 121 * MINUTE;
    await collector.followUp();
    expect(await (await care.ask("GET", "/v1/followup")).json()).toMatchObject({ overdue: 10_000 });
  }, 300_000);
});

describe("a rule", () => {
  it("of several that hold the first decides; without an answer none does", async () => {
    const vip = { ...rule, when: { all: [rule.when, { trait: "vip", is: true }] }, within: "30m", level: 3 };
    const silent = { ...rule, when: { not: { answer: "score", gte: 7 } }, level: 4 };
    const care = keep(await startTestCollector(options(vip, rule, silent)));
    await collector.post([
      aRecord({ answers: { score: 3 }, user: { id: "v", traits: { vip: true } } }),
      aRecord({ answers: { score: 3 }, user: { id: "w", traits: { vip: false } } }),
      aRecord({ answers: {}, state: "dismissed" }),
      aRecord({ answers: { reason: "meh" }, state: "dismissed" }),
    ]);
    await collector.followUp();
    const cases = await care.list();
    const levels = cases.map(({ person, level }) => `${person.user} ${level}`);
    expect(levels.sort()).toEqual(["null 4", "v 3", "w 1"]);
  });

  it("opens its case by itself", async () => {
    const care = keep(await startTestCollector({ config: withRules(rule) }));
    await collector.post([aRecord({ answers: { score: 3 } })]);
    await expect.poll(() => care.list(), { interval: 100 }).toHaveLength(1);
  });

  it("leaves answers alone that were given before anybody asked for cases", async () => {
    const databases = await openDatabases("sqlite");
    const databaseUrl = await databases.create();
    const before = await startTestCollector({ ...options(), databaseUrl });
    await before.post([aRecord({ answers: { score: 1 } })]);
    time += 5 * MINUTE;
    await before.followUp();
    await before.close();
    const later = options(rule);
    time += 3 * 24 * 60 * MINUTE;
    const care = keep(await startTestCollector({ ...later, databaseUrl }));
    await collector.post([aRecord({ answers: { score: 2 } })]);
    await collector.followUp();
    expect((await care.list()).map(({ score }) => score)).toEqual([2]);
    await databases.close();
  });
});
