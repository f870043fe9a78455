import { afterEach, describe, expect, it } from "vitest";
import { startTestCollector, type TestCollector } from "../../support/collector.ts";
import { aRecord } from "../../support/collectorRecords.ts";
import { ENGINES, openDatabases } from "../../support/engines.ts";
import { type Receiver, startReceiver } from "../../support/receiver.ts";
import { aToken } from "../../support/tokens.ts";

const closing: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of closing.splice(0).reverse()) await one.close();
});

/** Midday in Shanghai. */
const NOON = Date.parse("2026-11-22T04:00:00Z");
const DAY = 86_400_000;
const HOUR = 3_600_000;
let time = NOON;

interface Alarm {
  id: string;
  kind: string;
  figure: string | null;
  group: string | null;
  raisedAt: string;
  clearedAt: string | null;
  text: { en: string; "zh-CN": string };
  figures: { days?: { at: string; n: number; value: number | null }[] };
}

async function start(alerts: readonly object[], more: Record<string, unknown> = {}): Promise<TestCollector> {
  const { databaseUrl, webhooks = [], tokens = [], manifest } = more;
  const collector = await startTestCollector({
    now: () => new Date(time),
    ...(manifest === undefined ? {} : { manifest }),
    ...(typeof databaseUrl === "string" ? { databaseUrl } : {}),
    config: {
      sites: [{ key: "pk_shop", origins: ["*"], manifest: "./surveys.json", alerts, webhooks }],
      tokens,
      timeZone: "Asia/Shanghai",
    },
  });
  closing.push(collector);
  return collector;
}
async function alarms(collector: TestCollector): Promise<Alarm[]> {
  return (await (await collector.get("/v1/alarms")).json()).alarms;
}
/** Answers of a day (0: today, 1: yesterday) with these scores, at the same time of day as now. */
async function answer(
  collector: TestCollector,
  daysAgo: number,
  scores: readonly number[],
  parts: { branch?: string; reason?: string } = {},
): Promise<void> {
  const { branch, reason } = parts;
  const shownAt = new Date(time - daysAgo * DAY).toISOString();
  const records = scores.map((score) =>
    aRecord({
      shownAt,
      changedAt: shownAt,
      answers: { score, ...(reason === undefined ? {} : { reason }) },
      ...(branch === undefined ? {} : { user: { id: "u", traits: { branch } } }),
    }),
  );
  expect((await collector.post(records)).status).toBe(200);
}
const BAD = [0, 1, 2, 3, 10];
const GOOD = [9, 9, 10, 10, 8];
const THREE_DAYS = { survey: "order-nps", question: "score", figure: "nps", below: 30, days: 3, minimum: 5 };

describe.each(ENGINES)("an alarm over %s", (engine) => {
  const open = async () => {
    time = NOON;
    const databases = await openDatabases(engine);
    closing.push(databases);
    return databases.create();
  };
  const receive = async (...values: Parameters<typeof startReceiver>): Promise<Receiver> => {
    const receiver = await startReceiver(...values);
    closing.push(receiver);
    return receiver;
  };

  it("is raised when a figure was low on each of the last days, once, and again after it has cleared", async () => {
    const collector = await start([THREE_DAYS], { databaseUrl: await open() });
    await answer(collector, 3, BAD);
    await answer(collector, 2, BAD);
    await collector.evaluateAlerts();
    expect(await alarms(collector)).toEqual([]);
    await answer(collector, 1, BAD);
    await collector.evaluateAlerts();
    await collector.evaluateAlerts();
    const [alarm, ...others] = await alarms(collector);
    expect(others).toEqual([]);
    expect(alarm).toMatchObject({ kind: "figure", figure: "nps", group: null, clearedAt: null });
    expect(alarm?.figures.days).toEqual(
      ["2026-11-19", "2026-11-20", "2026-11-21"].map((at) => ({ at, n: 5, value: -60 })),
    );
    expect(alarm?.text.en).toBe(
      "order-nps, “How likely are you to recommend us?”: NPS was below 30 on each of the last 3 days: 2026-11-19 −60 (n = 5), " +
        "2026-11-20 −60 (n = 5), 2026-11-21 −60 (n = 5).",
    );
    expect(alarm?.text["zh-CN"]).toContain("最近 3 天每天NPS低于 30：2026-11-19 −60（n = 5）");

    // A day without enough answers says nothing: the alarm lasts.
    await answer(collector, 0, [0, 0]);
    time += DAY;
    await collector.evaluateAlerts();
    expect(await alarms(collector)).toMatchObject([{ clearedAt: null }]);
    await answer(collector, 0, GOOD);
    time += DAY;
    await collector.evaluateAlerts();
    expect(await alarms(collector)).toMatchObject([
      { id: alarm?.id, clearedAt: new Date(time).toISOString() },
    ]);
    for (let day = 0; day < 3; day++) {
      await answer(collector, 0, BAD);
      time += DAY;
      await collector.evaluateAlerts();
    }
    expect((await alarms(collector)).map(({ clearedAt }) => clearedAt === null)).toEqual([true, false]);
  });

  it("survives a restart between raising and sending, and is told once", async () => {
    const databaseUrl = await open();
    const receiver = await receive(() => ({ status: 503 }));
    const webhooks = [{ name: "ops", kind: "json", url: receiver.url, on: ["alert"] }];
    const first = await start([{ ...THREE_DAYS, days: 1 }], { databaseUrl, webhooks });
    await answer(first, 1, BAD);
    await first.evaluateAlerts();
    await first.deliver();
    await closing.pop()?.close();
    const tried = receiver.requests.length;
    receiver.answer(() => ({}));
    time += HOUR;
    const second = await start([{ ...THREE_DAYS, days: 1 }], { databaseUrl, webhooks });
    await second.evaluateAlerts();
    await second.deliver();
    await second.deliver();
    expect(receiver.requests).toHaveLength(tried + 1);
    const [alarm] = await alarms(second);
    expect(receiver.bodies().at(-1)).toEqual({
      id: `alarm:${alarm?.id}`,
      kind: "alert",
      at: alarm?.raisedAt,
      site: "pk_shop",
      alarm: JSON.parse(JSON.stringify(alarm)),
    });
  });

  it("is raised by one of several collectors", async () => {
    const databaseUrl = await open();
    const receiver = await receive();
    const webhooks = [{ name: "ops", kind: "json", url: receiver.url }];
    const collectors: TestCollector[] = [];
    for (let index = 0; index < 3; index++)
      collectors.push(await start([{ ...THREE_DAYS, days: 1 }], { databaseUrl, webhooks }));
    const [one] = collectors;
    if (!one) throw new Error("No collector was started.");
    await answer(one, 1, BAD);
    await Promise.all(collectors.map((collector) => collector.evaluateAlerts()));
    await Promise.all(collectors.map((collector) => collector.deliver()));
    expect(await alarms(one)).toHaveLength(1);
    expect(receiver.requests).toHaveLength(1);
  });

  it("of a group is about that group alone, and told to those whose where it lies in", async () => {
    const databaseUrl = await open();
    const [north, south, all] = [await receive(), await receive(), await receive()];
    const hook = (name: string, { url }: Receiver, branch?: string) => ({
      name,
      kind: "json",
      url,
      ...(branch ? { where: { "trait.branch": [branch] } } : {}),
    });
    const webhooks = [hook("n", north, "north"), hook("s", south, "south"), hook("a", all)];
    const tokens = [
      aToken("north", "care", { where: { "trait.branch": ["north"] } }),
      aToken("south", "analyst", { where: { "trait.branch": ["south"] } }),
    ];
    const rules = [{ ...THREE_DAYS, days: 1, by: "trait.branch" }];
    const collector = await start(rules, { databaseUrl, webhooks, tokens });
    await answer(collector, 1, BAD, { branch: "south" });
    await answer(collector, 1, GOOD, { branch: "north" });
    await answer(collector, 1, [0, 0, 0], { branch: "tiny" });
    await collector.evaluateAlerts();
    await collector.deliver();
    expect(await alarms(collector)).toMatchObject([{ group: "south" }]);
    expect([north, south, all].map(({ requests }) => requests.length)).toEqual([0, 1, 1]);
    const seen = async (token: string): Promise<unknown[]> => {
      const headers = { Authorization: `Bearer ${token}` };
      return (await (await fetch(`${collector.url}/v1/alarms`, { headers })).json()).alarms;
    };
    expect([(await seen("north")).length, (await seen("south")).length]).toEqual([0, 1]);
  });
});

describe("a rule about a figure", () => {
  it("counts days by the clock of the configuration's zone, and today is none", async () => {
    // 23:30 in Shanghai, on the day before in UTC as well.
    time = Date.parse("2026-11-22T15:30:00Z");
    const collector = await start([{ ...THREE_DAYS, days: 1 }]);
    await answer(collector, 0, BAD);
    await collector.evaluateAlerts();
    expect(await alarms(collector)).toEqual([]);
    time += HOUR;
    await collector.evaluateAlerts();
    expect(await alarms(collector)).toMatchObject([{ figures: { days: [{ at: "2026-11-22", n: 5 }] } }]);
  });

  it("takes late answers into account", async () => {
    time = NOON;
    const collector = await start([{ ...THREE_DAYS, days: 1, minimum: 6 }]);
    await answer(collector, 1, BAD);
    await collector.evaluateAlerts();
    expect(await alarms(collector)).toEqual([]);
    time += HOUR;
    await answer(collector, 1, [1]);
    await collector.evaluateAlerts();
    expect(await alarms(collector)).toHaveLength(1);
  });

  it("takes answers into account that come while the clock is behind", async () => {
    time = NOON;
    const collector = await start([{ ...THREE_DAYS, days: 1, minimum: 6 }]);
    await answer(collector, 1, BAD);
    await collector.evaluateAlerts();
    time -= HOUR;
    await answer(collector, 1, [1]);
    time += HOUR;
    await collector.evaluateAlerts();
    expect(await alarms(collector)).toHaveLength(1);
  });

  it("notices a drop against as many days before, and no smaller one", async () => {
    time = NOON;
    const rule = { survey: "order-nps", question: "score", figure: "nps", dropPercent: 50, days: 2 };
    const collector = await start([rule]);
    for (const day of [4, 3]) await answer(collector, day, [10, 10, 10, 10, 10]);
    await answer(collector, 2, [10, 10, 10, 8, 8]);
    await answer(collector, 1, [10, 10, 8, 8, 8]);
    await collector.evaluateAlerts();
    expect(await alarms(collector)).toEqual([]);
    await answer(collector, 2, [8, 8, 8, 8, 8]);
    await collector.evaluateAlerts();
    const [alarm] = await alarms(collector);
    expect(alarm?.figures).toMatchObject({
      dropPercent: 50,
      days: [
        { at: "2026-11-20", n: 10, value: 30 },
        { at: "2026-11-21", n: 5, value: 40 },
      ],
      before: { at: "2026-11-18", n: 10, value: 100 },
    });
    expect(alarm?.text.en).toContain(
      "NPS was down by 50% or more from the 2 days before (100) on each of the last 2",
    );
  });

  it("may be about shares, means and the response rate", async () => {
    time = NOON;
    const survey = "order-nps";
    const collector = await start([
      { survey, question: "sat", figure: "satisfied", below: 0.9 },
      { survey, question: "ease", figure: "mean", below: 4 },
      { survey, figure: "responseRate", below: 0.5 },
    ]);
    const at = { shownAt: new Date(time - DAY).toISOString(), changedAt: new Date(time - DAY).toISOString() };
    await collector.post([
      ...[1, 2, 3, 4, 5].map((sat) => aRecord({ ...at, answers: { sat, ease: sat } })),
      ...Array.from({ length: 6 }, () => aRecord({ ...at, state: "shown", answers: {} })),
    ]);
    await collector.evaluateAlerts();
    const raised = await alarms(collector);
    expect(raised.map(({ figure }) => figure).sort()).toEqual(["mean", "responseRate", "satisfied"]);
    const texts = raised.map(({ text }) => text.en).join("\n");
    expect(texts).toContain(
      "the share of the satisfied was below 90% on the last day: 2026-11-21 40% (n = 5)",
    );
    expect(texts).toContain(
      "order-nps: the response rate was below 50% on the last day: 2026-11-21 45.5% (n = 11)",
    );
    expect(texts).toContain(
      "order-nps, “It was easy”: the mean was below 4 on the last day: 2026-11-21 3 (n = 5)",
    );
  });

  it("may look at fewer than five answers, and tells nobody what they were", async () => {
    time = NOON;
    const collector = await start([{ ...THREE_DAYS, days: 1, minimum: 1 }]);
    await answer(collector, 1, [2]);
    await collector.evaluateAlerts();
    const [alarm] = await alarms(collector);
    expect(alarm?.figures.days).toEqual([{ at: "2026-11-21", n: 1, value: null }]);
    expect(JSON.stringify(alarm)).not.toContain("100");
  });

  it("that is changed lets go of the alarm that it raised", async () => {
    time = NOON;
    const databases = await openDatabases("sqlite");
    closing.push(databases);
    const databaseUrl = await databases.create();
    const first = await start([{ ...THREE_DAYS, days: 1 }], { databaseUrl });
    await answer(first, 1, BAD);
    await first.evaluateAlerts();
    expect(await alarms(first)).toMatchObject([{ clearedAt: null }]);
    await closing.pop()?.close();
    const second = await start([{ ...THREE_DAYS, days: 1, below: -80 }], { databaseUrl });
    await second.evaluateAlerts();
    expect(await alarms(second)).toMatchObject([{ clearedAt: new Date(time).toISOString() }]);
  });
});

describe("what an alarm is about", () => {
  const surveys = [
    {
      id: "order-nps",
      name: "订单回访",
      questions: [
        { id: "score", type: "nps", title: { en: "Would you recommend us?", "zh-CN": "您会推荐我们吗？" } },
        { id: "reason", type: "text", title: { en: "Why?", "zh-CN": "为什么？" } },
      ],
    },
  ];

  it("is called as people call it, in each language", async () => {
    time = NOON;
    const survey = "order-nps";
    const collector = await start(
      [
        { survey, question: "score", figure: "nps", below: 30 },
        { survey, question: "reason", words: ["rust"], count: 1, within: "24h" },
        { survey, figure: "responseRate", below: 0.9 },
        { survey, words: ["broken"], count: 1, within: "48h" },
      ],
      { manifest: { version: 1, surveys } },
    );
    await answer(collector, 1, BAD, { reason: "broken" });
    const shownAt = new Date(time - DAY).toISOString();
    await collector.post(Array.from({ length: 5 }, () => aRecord({ shownAt, state: "shown", answers: {} })));
    await answer(collector, 0, [1], { reason: "rust" });
    await collector.evaluateAlerts();
    const texts = (await alarms(collector)).map(({ text }) => text);
    expect(texts.map((text) => text.en.split(": ")[0]).sort()).toEqual([
      "订单回访",
      "订单回访",
      "订单回访, “Why?”",
      "订单回访, “Would you recommend us?”",
    ]);
    expect(texts.map((text) => text["zh-CN"].split("：")[0]).sort()).toEqual([
      "订单回访",
      "订单回访",
      "订单回访，“为什么？”",
      "订单回访，“您会推荐我们吗？”",
    ]);
    expect(JSON.stringify(texts)).not.toMatch(/order-nps|score|reason/);
  });
});

describe("a rule about words", () => {
  const rule = { survey: "order-nps", question: "reason", words: ["rust", "生锈"], count: 3, within: "24h" };

  it("raises the alarm when enough texts hold one, and keeps no text", async () => {
    time = NOON;
    const collector = await start([rule]);
    await answer(collector, 0, [1], { reason: "Rust everywhere, secretly" });
    await answer(collector, 0, [1], { reason: "表面生锈了" });
    await answer(collector, 0, [9, 9, 9], { reason: "I trust you, no rusty parts" });
    await collector.evaluateAlerts();
    expect(await alarms(collector)).toEqual([]);
    await answer(collector, 0, [1], { reason: "有RUST吗" });
    await collector.evaluateAlerts();
    await collector.evaluateAlerts();
    const found = await alarms(collector);
    expect(found).toMatchObject([{ kind: "words", figures: { found: 3, texts: 6 }, clearedAt: null }]);
    expect(found[0]?.text.en).toBe("order-nps, “Why?”: 3 answers within 24h hold “rust” or “生锈”.");
    expect(JSON.stringify(found)).not.toMatch(/secretly|表面/);
  });

  it("clears it when they have grown old", async () => {
    time = NOON;
    const collector = await start([rule]);
    await answer(collector, 0, [1, 1, 1], { reason: "rust" });
    await collector.evaluateAlerts();
    time += 23 * HOUR;
    await collector.evaluateAlerts();
    expect(await alarms(collector)).toMatchObject([{ clearedAt: null }]);
    time += 2 * HOUR;
    await collector.evaluateAlerts();
    expect(await alarms(collector)).toMatchObject([{ clearedAt: new Date(time).toISOString() }]);
  });
});

describe("a rule about silence", () => {
  it("raises the alarm when a survey is shown often and never answered, and clears it with an answer", async () => {
    time = NOON;
    const collector = await start([{ survey: "order-nps", silent: { shown: 10 } }]);
    const shownAt = new Date(time).toISOString();
    const showing = () => aRecord({ shownAt, changedAt: shownAt, state: "shown", answers: {} });
    await collector.post(Array.from({ length: 9 }, showing));
    await collector.evaluateAlerts();
    expect(await alarms(collector)).toEqual([]);
    await collector.post([showing()]);
    await collector.evaluateAlerts();
    expect(await alarms(collector)).toMatchObject([{ kind: "silent", figures: { shown: 10, answered: 0 } }]);
    await answer(collector, 0, [9]);
    await collector.evaluateAlerts();
    expect(await alarms(collector)).toMatchObject([{ clearedAt: new Date(time).toISOString() }]);
  });
});
