import { createContext, Script } from "node:vm";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type * as CoreEntry from "../../widget/core/index.ts";
import { Batch, type SurveyRecord } from "../../widget/record/schema.ts";
import { startTestCollector } from "../support/collector.ts";
import { readBuilt } from "./files.ts";

const NOW = Date.UTC(2026, 10, 22);
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const DAY = 86_400_000;

/** What browsers have and a mini-program's own pages have not. */
const BROWSERS_OWN = [
  ...["document", "window", "self", "location", "navigator", "performance", "screen", "matchMedia"],
  ...["localStorage", "sessionStorage", "indexedDB", "BroadcastChannel", "fetch", "XMLHttpRequest", "URL"],
  ...["AbortController", "TextEncoder", "crypto", "queueMicrotask", "structuredClone", "console"],
];

/** The built `askling/core` in an engine that has the language and timers, and nothing else. */
function loadCore() {
  const touched: string[] = [];
  const sandbox = { setTimeout, clearTimeout };
  for (const name of BROWSERS_OWN)
    Object.defineProperty(sandbox, name, {
      get: () => void touched.push(name),
    });
  const code = readBuilt("core.js")
    .toString()
    .replace(/export\s*\{([^}]*)\};?\s*$/, (_all, names: string) => {
      return `({${names.replace(/([\w$]+) as ([\w$]+)/g, "$2: $1")}});`;
    });
  const { createCore } = new Script(code).runInContext(createContext(sandbox)) as typeof CoreEntry;
  return { createCore, touched };
}

const manifest: CoreEntry.Manifest = {
  version: 1,
  pace: { cooldown: "14d" },
  surveys: [
    {
      id: "order-nps",
      touchpoint: "checkout",
      audience: { traits: { plan: ["pro", "vip"] }, url: { matches: "^pages/order" } },
      snooze: "7d",
      questions: [
        { id: "score", type: "nps", title: "How likely are you to recommend us?", required: true },
        {
          id: "reason",
          type: "text",
          title: { en: "You gave {{answer.score}}. Why?", "zh-CN": "您给了 {{answer.score}} 分，为什么？" },
          when: { answer: "score", lte: 6 },
        },
      ],
      endings: [
        { id: "low", when: { answer: "score", lte: 6 }, title: "We will look into it." },
        { id: "thanks", title: "Thank you!" },
      ],
    },
    { id: "later", startAt: "2027-01-01T00:00:00Z", questions: [{ id: "q", type: "csat", title: "Well?" }] },
  ],
};

type Send = NonNullable<CoreEntry.CoreOptions["send"]>;
const answerWith =
  (status: string): Send =>
  async (batch) => {
    const { records } = Batch.parse(JSON.parse(batch));
    return { status: 200, body: { results: Object.fromEntries(records.map(({ id }) => [id, { status }])) } };
  };
const STORED = answerWith("stored");

/** A device: its storage outlives the starts of the app. */
function aDevice() {
  const rows = new Map<string, string>();
  const storage: CoreEntry.KeyValueStorage = {
    keys: () => [...rows.keys()],
    get: (key) => rows.get(key) ?? "",
    set: (key, text) => rows.set(key, text),
    remove: (key) => rows.delete(key),
  };
  const state = { send: STORED, context: { url: "pages/order/paid", traits: { plan: "pro" } } };
  const starts: CoreEntry.Core[] = [];
  function start(options: Partial<CoreEntry.CoreOptions> = {}) {
    const { createCore, touched } = loadCore();
    const sent: { at: number; batch: Batch }[] = [];
    const events: [string, unknown][] = [];
    const core = createCore({
      manifest,
      storage,
      key: "pk_shop",
      context: () => ({ locale: "zh-CN", platform: "wechat-miniprogram", userId: "u-7", ...state.context }),
      now: () => Date.now(),
      async send(batch) {
        sent.push({ at: Date.now(), batch: Batch.parse(JSON.parse(batch)) });
        return state.send(batch);
      },
      ...options,
    });
    starts.push(core);
    for (const event of [
      "saved",
      "shown",
      "answered",
      "completed",
      "dismissed",
      "delivered",
      "rejected",
    ] as const)
      core.on(event, (detail) => events.push([event, detail]));
    const show = async (cause?: CoreEntry.CoreCause) => {
      const shown = await core.show("order-nps", cause);
      if (!shown.shown) throw new Error(`did not show: ${shown.reason}`);
      return shown.open;
    };
    return { core, show, sent, events: () => events.map(([name]) => name), touched };
  }
  return { rows, storage, state, start, starts };
}

const records = (rows: Map<string, string>) =>
  [...rows].filter(([key]) => /:r:/.test(key)).map(([, text]) => JSON.parse(text).record as SurveyRecord);

describe("askling/core, in an engine without a browser", () => {
  beforeEach(() => {
    vi.useFakeTimers();
    vi.setSystemTime(NOW);
  });
  afterEach(() => void vi.useRealTimers());

  const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

  it("judges, asks, keeps, sends, and forgets what was acknowledged", async () => {
    const { start, rows } = aDevice();
    const { core, show, sent, events, touched } = start();
    expect((await core.judge("order-nps")).every(([, passes]) => passes)).toBe(true);
    const open = await show();
    expect(open.question()).toMatchObject({ id: "score" });
    expect(await open.answer()).toBe(false);
    expect(await open.answer(3)).toBe(true);
    expect(records(rows)).toMatchObject([{ rev: 2, state: "partial", answers: { score: 3 } }]);
    expect(open.text(open.question()?.title)).toBe("您给了 3 分，为什么？");
    await open.answer("太慢");
    expect(open.question()).toBeUndefined();
    expect(open.ending()).toMatchObject({ id: "low" });
    await pass(SECOND);
    expect(sent.map(({ batch }) => batch)).toMatchObject([
      {
        key: "pk_shop",
        attempt: 1,
        records: [
          {
            id: open.record().id,
            rev: 3,
            survey: "order-nps",
            touchpoint: "checkout",
            state: "complete",
            path: ["score", "reason"],
            answers: { score: 3, reason: "太慢" },
            user: { id: "u-7", traits: { plan: "pro" } },
            page: { url: "pages/order/paid" },
            locale: "zh-CN",
            platform: "wechat-miniprogram",
            device: "mobile",
            ageMs: expect.any(Number),
          },
        ],
      },
    ]);
    expect(records(rows)).toEqual([]);
    expect(await core.pending()).toBe(0);
    expect(events()).toEqual([
      "saved",
      "shown",
      "saved",
      "answered",
      "saved",
      "answered",
      "completed",
      "delivered",
    ]);
    // What a random id is made with is asked for by `typeof`, and done without.
    expect(touched.filter((name) => name !== "crypto")).toEqual([]);
  });

  it("asks by the rules: audience, dates, frequency, and the pace unless it was called", async () => {
    const { start, state } = aDevice();
    const { core, show } = start();
    expect(await core.show("later")).toEqual({ shown: false, reason: "schedule" });
    expect(await core.show("nowhere")).toEqual({ shown: false, reason: "unknown" });
    state.context.url = "pages/home";
    expect(await core.show("order-nps")).toEqual({ shown: false, reason: "audience" });
    expect(await core.show("order-nps", { force: true })).toMatchObject({ shown: true });
    state.context.url = "pages/order/paid";
    expect(await core.show("order-nps")).toEqual({ shown: false, reason: "frequency" });
    await pass(2 * DAY);
    const open = await show({ on: "event", name: "order_paid" });
    await open.snooze();
    await pass(8 * DAY);
    expect(await core.show("order-nps", { on: "event", name: "order_paid" })).toEqual({
      shown: false,
      reason: "pace",
    });
    expect(await core.show("order-nps")).toMatchObject({ shown: true });
  });

  it("goes back, and drops the answer that another one leads away from", async () => {
    const { start } = aDevice();
    const { show } = start();
    const open = await show();
    await open.answer(3);
    await open.answer("slow");
    open.back();
    open.back();
    expect(open.question()).toMatchObject({ id: "score" });
    await open.answer(9);
    expect(open.ending()).toMatchObject({ id: "thanks" });
    expect(open.record()).toMatchObject({ state: "complete", path: ["score"], answers: { score: 9 } });
    await open.dismiss();
    expect(open.record().state).toBe("complete");
  });

  it("tries again what failed, after ever longer waits, and sets aside what is refused", async () => {
    const { start, state, rows } = aDevice();
    const { core, show, sent, events } = start({ random: () => 1 });
    state.send = async () => {
      throw new Error("no network");
    };
    const open = await show();
    await open.answer(9);
    await pass(15 * SECOND);
    const waits = sent.map(({ at }, index) => at - (sent[index - 1]?.at ?? at)).slice(1);
    expect(waits).toEqual([2 * SECOND, 4 * SECOND, 8 * SECOND]);
    expect(sent.map(({ batch }) => batch.attempt)).toEqual([1, 2, 3, 4]);
    state.send = async () => ({ status: 429, retryAfter: "60" });
    await core.flush();
    state.send = answerWith("invalid");
    const before = sent.length;
    await pass(MINUTE - 1);
    expect(sent).toHaveLength(before);
    await pass(1);
    expect(events().at(-1)).toBe("rejected");
    expect([...rows.keys()].filter((key) => /:[rq]:/.test(key))).toEqual([`askling:q:${open.record().id}`]);
  });

  it("finds at the next start what was left, whether the app was hidden, stopped or killed", async () => {
    const { start, state, starts } = aDevice();
    state.send = () => new Promise(() => {});
    const first = start();
    const open = await first.show();
    await open.answer(3);
    first.core.hide();
    expect(first.sent).toMatchObject([{ batch: { records: [{ answers: { score: 3 } }] } }]);
    for (const core of starts) core.stop();
    state.send = STORED;
    const second = start();
    expect(await second.core.pending()).toBe(1);
    await pass(SECOND);
    expect(second.sent).toMatchObject([{ batch: { records: [{ id: open.record().id, rev: 2 }] } }]);
    expect(second.sent[0]?.batch.records[0]).not.toHaveProperty("ageMs");
    expect(await second.core.pending()).toBe(0);
  });

  it("finds it too where the app was killed while it was sending", async () => {
    const { start, state, starts } = aDevice();
    state.send = () => new Promise(() => {});
    const first = start();
    await (await first.show()).answer(9);
    await pass(SECOND);
    expect(first.sent).toHaveLength(1);
    for (const core of starts) core.stop();
    state.send = STORED;
    const second = start();
    await pass(30 * SECOND);
    expect(second.sent).toMatchObject([{ batch: { records: [{ answers: { score: 9 } }] } }]);
    expect(await second.core.pending()).toBe(0);
  });

  it("sends what waits when the app is back", async () => {
    const { start, state } = aDevice();
    const { core, show, sent } = start();
    state.send = async () => ({ status: 503 });
    await (await show()).answer(9);
    await pass(30 * SECOND);
    state.send = STORED;
    const before = sent.length;
    await core.wake();
    expect(sent).toHaveLength(before + 1);
    expect(await core.pending()).toBe(0);
  });

  it("erases everything, and writes nothing after that", async () => {
    const { start, rows } = aDevice();
    const { core, show, sent } = start();
    const open = await show();
    await core.erase();
    await open.answer(9);
    core.hide();
    await pass(MINUTE);
    expect([...rows.keys(), ...sent]).toEqual([]);
  });

  it.each<[string, (rows: Map<string, string>) => Partial<CoreEntry.KeyValueStorage>]>([
    ["fails", () => ({ set: () => Promise.reject(new Error("full")) })],
    ["hangs", () => ({ get: () => new Promise(() => {}) })],
    [
      "answers by promises",
      (rows) => ({ get: async (key) => rows.get(key) ?? null, keys: async () => [...rows.keys()] }),
    ],
  ])("brings an answer away where the storage %s", async (_how, differently) => {
    const { start, rows, storage } = aDevice();
    const { show, sent } = start({ storage: { ...storage, ...differently(rows) } });
    const shown = show();
    await pass(20 * SECOND);
    const answering = (await shown).answer(9);
    await pass(20 * SECOND);
    expect(await answering).toBe(true);
    expect(sent.at(-1)?.batch.records).toMatchObject([{ state: "complete", answers: { score: 9 } }]);
  });
});

it("what askling/core sends is stored by a real collector", async () => {
  const collector = await startTestCollector();
  try {
    const { start } = aDevice();
    const { core } = start({
      manifest: {
        version: 1,
        surveys: [{ id: "order-nps", questions: [{ id: "score", type: "nps", title: "?" }] }],
      },
      async send(body) {
        const response = await fetch(`${collector.url}/v1/batches`, { method: "POST", body });
        return { status: response.status, body: await response.json() };
      },
    });
    const shown = await core.show("order-nps");
    if (shown.shown) await shown.open.answer(9);
    expect(await core.flush()).toEqual({ delivered: 1, pending: 0 });
    const { records } = (await (await collector.get("/v1/surveys/order-nps/records")).json()) as Record<
      string,
      unknown
    >;
    expect(records).toMatchObject([{ survey: "order-nps", answers: { score: 9 } }]);
    core.stop();
  } finally {
    await collector.close();
  }
});
