// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Reply } from "../../../widget/delivery/reply.ts";
import { createFallbackStore } from "../../../widget/loader/store/fallback-store.ts";
import { memoryBackend } from "../../../widget/loader/store/storage-backends.ts";
import { aRecord, NOW } from "./records.ts";
import { aPage, type Endpoint, reply, results, STORED } from "./workbench.ts";

const MINUTE = 60_000;
const DAY = 86_400_000;

beforeEach(() => {
  vi.useFakeTimers();
  vi.setSystemTime(NOW);
});
afterEach(() => void vi.useRealTimers());

/** Answers without results that accept a batch of an endpoint that never gave any. */
const PLAIN: [string, Reply][] = [
  ["JSON of another service", reply(200, { ok: true })],
  ["a word", reply(200, "ok", { type: "text/plain" })],
  ["nothing", reply(204, "", { type: "" })],
  ["results that are a text", reply(200, { results: "all of them" })],
  ["results that are null", reply(201, { results: null })],
  ["JSON that is no object", reply(200, "[]")],
];

/** A page on whose device an endpoint has just answered with results. */
async function afterResults(endpoint: Endpoint = STORED) {
  const store = createFallbackStore([memoryBackend()]);
  const page = aPage({ store, endpoint });
  await page.keep(aRecord("before"));
  await page.pass(1_000);
  return page;
}

describe("an endpoint that has answered with results", () => {
  it.each(PLAIN)("is held to it: %s keeps the batch, and is told", async (_what, answer) => {
    const page = await afterResults();
    page.state.endpoint = () => answer;
    await page.keep(aRecord("later"));
    await page.pass(1_000);
    expect(await page.pending()).toEqual(["later.1"]);
    expect(page.delivery.status("later")).toBe("waiting");
    expect(page.heard("error")).toMatchObject([{ code: "endpoint" }]);
    expect(page.heard("delivered")).toHaveLength(1);
    page.state.endpoint = STORED;
    await page.pass(5 * MINUTE);
    expect(await page.pending()).toEqual([]);
    expect(page.sent.at(-1)?.batch.attempt).toBe(2);
  });

  it("is held to it on the next page, and in what leaves at the end of one", async () => {
    const { store } = await afterResults();
    const next = aPage({ store, endpoint: () => reply(200, { ok: true }) });
    await next.keep(aRecord("later"));
    next.delivery.hide();
    await next.pass(1_000);
    expect(next.sent.map(({ keepalive }) => keepalive)).toContain(true);
    expect(await next.pending()).toEqual(["later.1"]);
    expect(await next.delivery.flush()).toEqual({ delivered: 0, pending: 1 });
  });

  it("is left alone for longer and longer, as one that fails", async () => {
    const page = await afterResults();
    page.state.endpoint = () => reply(200, { ok: true });
    await page.keep(aRecord("later"));
    await page.pass(10 * MINUTE);
    const attempts = page.sent.map(({ batch }) => batch.attempt);
    expect(attempts.slice(1)).toEqual(attempts.slice(1).map((_one, at) => at + 1));
    expect(attempts.length).toBeGreaterThan(3);
  });

  it.each([
    ["6 days", 6 * DAY, ["later.1"]],
    ["7 days and a minute", 7 * DAY + MINUTE, []],
  ])("is held to it %s after the last ones", async (_what, ms, pending) => {
    const page = await afterResults();
    await page.pass(3 * DAY);
    await page.keep(aRecord("again"));
    await page.pass(1_000);
    page.delivery.stop();
    await page.pass(ms - 1_000);
    const later = aPage({ store: page.store, endpoint: () => reply(200, { ok: true }) });
    await later.keep(aRecord("later"));
    await later.delivery.flush();
    expect(await later.pending()).toEqual(pending);
  });

  it("is held to it no longer for a clock that was wrong", async () => {
    vi.setSystemTime(NOW + 400 * DAY);
    const { store } = await afterResults();
    vi.setSystemTime(NOW);
    const page = aPage({ store, endpoint: STORED });
    await page.keep(aRecord("again"));
    await page.delivery.flush();
    await page.pass(7 * DAY + MINUTE);
    page.state.endpoint = () => reply(200, { ok: true });
    await page.keep(aRecord("later"));
    await page.delivery.flush();
    expect(await page.pending()).toEqual([]);
  });

  it("remembers it at most once a minute", async () => {
    const page = await afterResults();
    const { rev } = (await page.store.entries()).get("e") ?? { rev: 0 };
    for (let at = 0; at < 5; at++) {
      await page.keep(aRecord(`more-${at}`));
      await page.delivery.flush();
    }
    expect((await page.store.entries()).get("e")?.rev).toBe(rev);
  });
});

describe("an endpoint that has never said what became of a record", () => {
  it.each([
    ["without results", () => reply(200, { ok: true })],
    ["with results of other records", results(() => undefined)],
    ["with 503", () => reply(503)],
  ])("may accept a batch with any 2xx after answers %s", async (_what, endpoint) => {
    const page = await afterResults(endpoint);
    page.state.endpoint = () => reply(204, "", { type: "" });
    await page.keep(aRecord("later"));
    await page.delivery.flush();
    await page.pass(MINUTE);
    expect(await page.pending()).toEqual([]);
    expect(page.heard("error")).toEqual([]);
  });
});
