// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createFallbackStore } from "../../../widget/loader/store/fallback-store.ts";
import { LOST_KEY, QUARANTINE_KEY, RECORD_KEY } from "../../../widget/loader/store/record-rows.ts";
import { faultyBackend } from "../loader/store/faulty-backend.ts";
import { aRecord, aShowing, NOW, shownAgo } from "./records.ts";
import { aPage, reply, STORED } from "./workbench.ts";

const SECOND = 1_000;
const DAY = 86_400_000;

beforeEach(() => {
  vi.useFakeTimers();
  vi.setSystemTime(NOW);
});
afterEach(() => void vi.useRealTimers());

function aDevice() {
  const top = faultyBackend();
  const bottom = faultyBackend(false);
  return { top, bottom, store: createFallbackStore([top, bottom]) };
}

it("a row that a better backend could not take moves up once that works again", async () => {
  const { top, bottom, store } = aDevice();
  const page = aPage({ store, endpoint: () => reply(403) });
  top.mood = "rejects";
  await page.keep(aRecord("record-1"));
  expect(Object.keys(await bottom.rows())).toContain(`${RECORD_KEY}record-1`);
  top.mood = "works";
  await page.pass(40 * SECOND);
  expect(Object.keys(await top.rows())).toContain(`${RECORD_KEY}record-1`);
  expect(Object.keys(await bottom.rows())).not.toContain(`${RECORD_KEY}record-1`);
});

it("a partial answer that nothing can keep leaves at once", async () => {
  const { top, store } = aDevice();
  const page = aPage({ store });
  top.mood = "throws";
  await page.keep(aRecord("record-1", { state: "partial" }));
  await page.pass(SECOND);
  expect(page.batches()).toEqual([["record-1.1"]]);
});

it("bare showings make room where the browser gives no more, and are counted", async () => {
  const top = faultyBackend();
  const bottom = faultyBackend(false);
  const full = () => {
    throw new DOMException("full", "QuotaExceededError");
  };
  let spent = false;
  const store = createFallbackStore([
    {
      ...top,
      entries: () => top.entries(),
      change: async (key, decide) =>
        top.change(key, (row) => {
          const next = decide(row);
          return spent && next && !row ? full() : next;
        }),
    },
    bottom,
  ]);
  const page = aPage({ store, endpoint: () => reply(403) });
  for (let at = 0; at < 30; at++) await page.put(aShowing(`bare-${at}`, shownAgo(1_000 - at)));
  spent = true;
  await page.keep(aRecord("record-1"));
  await page.pass(20 * SECOND);
  const told = page.heard("dropped");
  expect(told).toHaveLength(20);
  expect(told[0]).toMatchObject({ record: { id: "bare-0" }, reason: "overflow" });
});

it("a store that the browser threw away is told of, once", async () => {
  const { top, store } = aDevice();
  await top.lay(LOST_KEY, { rev: 1 });
  const page = aPage({ store });
  await page.delivery.resume();
  expect(page.heard("error")).toEqual([{ code: "storage", message: expect.any(String) }]);
  await page.keep(aRecord("record-1"));
  await page.delivery.flush();
  expect(page.sent[0]?.batch.dropped).toEqual({ overflow: 0, lost: 1 });
  await page.delivery.resume();
  expect(page.heard("error")).toHaveLength(1);
});

it("what this page has shown and the store has lost is put back, unless another tab delivered it", async () => {
  const { store } = aDevice();
  const page = aPage({ store, endpoint: () => reply(503) });
  await page.keep(aRecord("record-1"));
  await store.clear();
  page.state.endpoint = STORED;
  await page.pass(10 * SECOND);
  expect(page.batches().at(-1)).toEqual(["record-1.1"]);
  expect(await page.pending()).toEqual([]);
});

it("a page that shows more and more keeps within the bounds while it lives", async () => {
  const { store } = aDevice();
  const page = aPage({ store, settings: { endpoint: undefined } });
  for (let at = 0; at < 1_010; at++) await page.keep(aShowing(`bare-${at}`, shownAgo(2_000 - at)));
  await page.pass(2 * SECOND);
  expect(await page.pending()).toHaveLength(1_000);
  expect(page.heard("dropped")).toHaveLength(10);
});

it("junk is set aside, rows of a newer script are left alone", async () => {
  const { top, store } = aDevice();
  const newer = JSON.parse('{"rev":1,"v":2,"packed":"…"}');
  await top.lay(`${RECORD_KEY}newer`, newer);
  await top.lay(`${RECORD_KEY}junk`, JSON.parse('{"rev":1,"record":{"id":"junk","rev":1}}'));
  const page = aPage({ store });
  await page.delivery.resume();
  await page.delivery.flush();
  expect(Object.keys(await top.rows()).sort()).toEqual([`${QUARANTINE_KEY}junk`, `${RECORD_KEY}newer`]);
});

it("an age that no store can have is a wrong clock's, and drops nothing", async () => {
  const page = aPage({ settings: { endpoint: undefined } });
  await page.put(aRecord("of-1999", { shownAt: "1999-12-31T23:59:59.000Z" }));
  await page.put(aRecord("of-2099", { shownAt: "2099-01-01T00:00:00.000Z" }));
  await page.put(aRecord("old", shownAgo(31 * DAY)));
  await page.delivery.resume();
  expect(await page.pending()).toEqual(["of-1999.1", "of-2099.1"]);
});

it("nonsense in the endpoint's row spoils no batch", async () => {
  const { top, store } = aDevice();
  await top.lay(
    "e",
    JSON.parse('{"rev":1,"failures":"x","until":"y","dropped":{"overflow":-2,"a":1.5,"b":3}}'),
  );
  const page = aPage({ store });
  await page.keep(aRecord("record-1"));
  expect(await page.delivery.flush()).toEqual({ delivered: 1, pending: 0 });
  expect(page.sent[0]?.batch).toMatchObject({ attempt: 1, dropped: { overflow: 0, b: 3 } });
});

it("batches grow again after the endpoint has taken smaller ones for a while", async () => {
  const page = aPage({
    endpoint: (batch, body) => (batch.records.length > 10 ? reply(413) : STORED(batch, body)),
  });
  for (let at = 0; at < 40; at++) await page.put(aRecord(`record-${at}`, shownAgo(100 - at)));
  expect(await page.delivery.flush()).toEqual({ delivered: 40, pending: 0 });
  page.state.endpoint = STORED;
  for (let at = 0; at < 40; at++) await page.put(aRecord(`record-b${at}`, shownAgo(100 - at)));
  const before = page.sent.length;
  expect(await page.delivery.flush()).toEqual({ delivered: 40, pending: 0 });
  expect(page.sent.length - before).toBe(1);
});

it("while the browser says that it is offline, tries are half a minute apart; a flush tries at once", async () => {
  const page = aPage({ endpoint: () => reply(503) });
  page.state.online = false;
  await page.keep(aRecord("record-1"));
  await page.pass(25 * SECOND);
  expect(page.sent).toHaveLength(1);
  await page.pass(10 * SECOND);
  expect(page.sent).toHaveLength(2);
  page.state.endpoint = STORED;
  expect(await page.delivery.flush()).toEqual({ delivered: 1, pending: 0 });
});
