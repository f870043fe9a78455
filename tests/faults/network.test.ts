import { expect, test } from "vitest";
import { callApi, noteEvents } from "../support/api.ts";
import { editRows, readRows, waitingKeys } from "../support/deviceRows.ts";
import { openFaultySite, tapAndClose } from "../support/faultySite.ts";
import { FAILED_REQUEST } from "../support/guard.ts";
import type { ProxyAct } from "../support/proxy.ts";

const FAULTS: [string, ProxyAct][] = [
  ["28: the answer is lost on the way", "lose"],
  ["28: the answer breaks off in the middle", "truncate"],
  ["28: the connection breaks before the batch arrives", "drop"],
  ["31: a captive portal answers 200 with HTML", "html"],
  ["33: the endpoint answers 503", { status: 503 }],
  ["33: 429 asks for a second in the header", { status: 429, headers: { "Retry-After": "1" } }],
  ["37: an id is missing from the results", { status: 200, body: '{"results":{}}' }],
];

test.each(FAULTS)("%s: the same record is sent again, and counted once", async (_what, act) => {
  const site = await openFaultySite();
  site.proxy.act = (_batch, before) => (before ? "pass" : act);
  const { page, guard } = await site.visit();
  guard.allow(FAILED_REQUEST);
  const id = await tapAndClose(page, 8);
  await site.arrived({ [id]: 8 });
  await site.empty(page);
  expect(site.proxy.batches().length).toBeGreaterThan(1);
  expect(new Set(site.proxy.sent())).toEqual(new Set([site.proxy.sent()[0]]));
  expect(await site.records()).toHaveLength(1);
});

test("29: a batch that the network or the browser repeats counts once", async () => {
  const site = await openFaultySite();
  site.proxy.act = (_batch, before) => (before ? "pass" : "duplicate");
  const { page, guard } = await site.visit();
  guard.allow(FAILED_REQUEST);
  const first = await tapAndClose(page, 7);
  await site.arrived({ [first]: 7 });
  // Chromium itself repeats a POST whose reused connection ends without a byte of an answer.
  site.proxy.act = (batch) => (batch.reused ? "lose" : "pass");
  const second = await tapAndClose(page, 6);
  await site.arrived({ [first]: 7, [second]: 6 });
  await site.empty(page);
  expect(site.proxy.sent().filter((one) => one.startsWith(second)).length).toBeGreaterThan(1);
  expect(await site.records()).toHaveLength(2);
});

test("30: a request that nobody answers is given up after 15 s, and the answer is sent again", async () => {
  const site = await openFaultySite();
  site.proxy.act = (_batch, before) => (before ? "pass" : "hang");
  const { page, guard } = await site.visit();
  guard.allow(FAILED_REQUEST);
  const id = await tapAndClose(page, 5);
  await expect.poll(() => site.proxy.seen.length).toBe(1);
  await site.arrived({ [id]: 5 }, 45_000);
  const [first, second] = site.proxy.seen;
  expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThan(14_500);
});

test("32: answers leave though the browser believes that it is offline", async () => {
  const site = await openFaultySite();
  const { page, context } = await site.visit("/start");
  await context.addInitScript(() =>
    Object.defineProperty(Navigator.prototype, "onLine", { get: () => false }),
  );
  await page.goto(`${site.pages.url}/`);
  const id = await tapAndClose(page, 9);
  await site.arrived({ [id]: 9 });
});

test("33: a date in Retry-After is honoured, and so is the body where the header cannot be read", async () => {
  const site = await openFaultySite();
  site.proxy.act = (_batch, before) => {
    if (before > 1) return "pass";
    if (before) return { status: 429, headers: { "Retry-After": "60" }, body: '{"retryAfterMs":3000}' };
    // Counted from the answer: the page may take long to come so far.
    const date = new Date(Date.now() + 9_000).toUTCString();
    return { status: 503, headers: { "Retry-After": date, "Access-Control-Expose-Headers": "Retry-After" } };
  };
  const { page, guard } = await site.visit();
  guard.allow(FAILED_REQUEST);
  const id = await tapAndClose(page, 4);
  await site.arrived({ [id]: 4 }, 45_000);
  const [first, second, third] = site.proxy.seen.map(({ at }) => at);
  expect((second ?? 0) - (first ?? 0)).toBeGreaterThan(4_000);
  expect((third ?? 0) - (second ?? 0)).toBeGreaterThan(2_900);
  expect((third ?? 0) - (second ?? 0)).toBeLessThan(30_000);
});

test("34: 413 halves the batch until it is taken, and nothing is given up", async () => {
  const site = await openFaultySite();
  site.proxy.act = ({ body }) => (JSON.parse(body).records.length > 2 ? { status: 413 } : "pass");
  const { page, guard } = await site.visit();
  guard.allow(FAILED_REQUEST);
  const act = site.proxy.act;
  site.proxy.act = () => "drop";
  const tapped: Record<string, number> = {};
  for (const score of [1, 2, 3, 4, 5]) tapped[await tapAndClose(page, score)] = score;
  site.proxy.act = act;
  await callApi(page, "flush");
  await site.arrived(tapped);
  await site.empty(page);
  expect(site.proxy.batches().map(({ records }) => records.length)).toContain(5);
});

test("35: a key that is unknown keeps everything, with one attempt, until the next page after an hour", async () => {
  const site = await openFaultySite({}, { "data-key": "pk_rotated" });
  const { page, guard } = await site.visit();
  guard.allow(FAILED_REQUEST);
  await page.clock.install();
  await tapAndClose(page, 3);
  await page.clock.runFor(2_000);
  await expect.poll(() => site.proxy.seen.length).toBe(1);
  // The page has heard the answer: how long it waits for one goes by the clock of this test.
  await expect.poll(async () => (await readRows(page)).e?.asked).toBe(true);
  await page.clock.runFor(30 * 60_000);
  expect(await callApi(page, "pending")).toBe(1);
  expect(site.proxy.seen).toHaveLength(1);
  await page.clock.runFor(31 * 60_000);
  await expect.poll(() => site.proxy.seen.length).toBe(2);
  expect(await callApi(page, "pending")).toBe(1);
});

test("36: one bad record in a batch is set aside alone", async () => {
  const site = await openFaultySite();
  const { page, guard } = await site.visit();
  guard.allow(FAILED_REQUEST);
  site.proxy.act = () => "drop";
  const good = await tapAndClose(page, 2);
  await editRows(page, (rows) => {
    const [key = ""] = Object.keys(rows).filter((one) => one.startsWith("r:"));
    const row = rows[key];
    return {
      "r:bad-record": { ...row, record: { ...row.record, id: "bad-record", surveyRevision: "seven" } },
    };
  });
  site.proxy.act = () => "pass";
  await callApi(page, "flush");
  await site.arrived({ [good]: 2 });
  await site.empty(page);
  expect(await site.records()).toHaveLength(1);
});

/** A worker that answers batches in the endpoint's place as some do with everything that they cannot send on. */
const GREEDY_WORKER = `
  addEventListener("install", () => skipWaiting());
  addEventListener("activate", (event) => event.waitUntil(clients.claim()));
  addEventListener("fetch", (event) => {
    if (event.request.method === "POST")
      event.respondWith(new Response('{"ok":true}', { headers: { "Content-Type": "application/json" } }));
  });`;

test("55: what a service worker of the page answers in the endpoint's place acknowledges nothing", async () => {
  const site = await openFaultySite({
    files: { "/worker.js": { body: GREEDY_WORKER, type: "text/javascript" } },
  });
  const { page } = await site.visit();
  const first = await tapAndClose(page, 7);
  await site.arrived({ [first]: 7 });
  await site.empty(page);
  await page.evaluate(async () => {
    const controlled = new Promise((resolve) => {
      navigator.serviceWorker.oncontrollerchange = resolve;
    });
    await navigator.serviceWorker.register("/worker.js");
    await controlled;
  });
  const events = await noteEvents(page, "error", "delivered");
  const before = site.proxy.seen.length;
  const second = await tapAndClose(page, 3);
  await expect.poll(events).toContain("error");
  expect(await callApi(page, "flush")).toEqual({ delivered: 0, pending: 1 });
  expect(await events()).not.toContain("delivered");
  // The next page knows of the endpoint what this one knew.
  await page.goto(`${site.pages.url}/next`);
  expect(await callApi(page, "flush")).toEqual({ delivered: 0, pending: 1 });
  expect(await waitingKeys(page)).toEqual([`r:${second}`]);
  expect(site.proxy.seen).toHaveLength(before);
  await page.evaluate(async () => {
    for (const one of await navigator.serviceWorker.getRegistrations()) await one.unregister();
  });
  await page.goto(`${site.pages.url}/last`);
  await callApi(page, "flush");
  await site.arrived({ [first]: 7, [second]: 3 });
  await site.empty(page);
});

test("55: a portal that answers JSON acknowledges nothing where the endpoint is known", async () => {
  const site = await openFaultySite();
  const { page } = await site.visit();
  const first = await tapAndClose(page, 7);
  await site.arrived({ [first]: 7 });
  await site.empty(page);
  site.proxy.act = () => ({ status: 204 });
  const second = await tapAndClose(page, 3);
  await expect.poll(() => site.proxy.seen.length).toBeGreaterThan(1);
  await page.goto(`${site.pages.url}/next`);
  site.proxy.act = () => ({ status: 200, body: '{"login":"https://portal.example"}' });
  expect(await callApi(page, "flush")).toEqual({ delivered: 0, pending: 1 });
  site.proxy.act = () => "pass";
  await callApi(page, "flush");
  await site.arrived({ [first]: 7, [second]: 3 });
  await site.empty(page);
});
