import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { callApi, widgetReady } from "../support/api.ts";
import { waitingKeys } from "../support/deviceRows.ts";
import { openFaultySite, tapAndClose } from "../support/faultySite.ts";
import { fillDevice } from "../support/fillDevice.ts";
import { FAILED_REQUEST } from "../support/guard.ts";

/** A device on which so many answers wait for an endpoint that cannot be reached. */
async function deviceWith(rows: number, times?: number) {
  const site = await openFaultySite({ files: { "/empty": { body: "" } } });
  site.proxy.act = () => "drop";
  const { page, context, guard } = await site.visit();
  guard.allow(FAILED_REQUEST);
  await tapAndClose(page, 9);
  await fillDevice(page, rows - 1, times);
  // A page without the widget: nothing is sent meanwhile.
  await page.goto(`${site.pages.url}/empty`);
  return { site, page, context };
}

/** Rows that lie in localStorage since IndexedDB was given up. */
const localRows = (page: Page) =>
  page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes(":r:")).length);

test("a full box on a device twelve times slower is counted and delivered to the last row", async () => {
  // Nearly all that a device keeps.
  const { site, page, context } = await deviceWith(999, 35);
  const session = await context.newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: 12 });
  await page.goto(`${site.pages.url}/next`);
  expect(await callApi(page, "pending")).toBe(999);
  expect(await callApi(page, "flush")).toMatchObject({ pending: 999 });
  site.proxy.act = () => "pass";
  // Asked for all the time, while batches leave.
  const counted = await page.evaluate(async () => {
    const askling = Object(window.askling);
    const counts: number[] = [];
    void askling.flush();
    while (counts.length < 16) counts.push(...(await Promise.all([askling.pending(), askling.pending()])));
    return counts;
  });
  const sinking = counted.slice().sort((a, b) => b - a);
  expect(counted).toEqual(sinking);
  expect(counted.at(-1)).toBeGreaterThan(0);
  await session.send("Emulation.setCPUThrottlingRate", { rate: 1 });
  await site.empty(page, 60_000);
  expect(await waitingKeys(page)).toEqual([]);
  expect(await site.records()).toHaveLength(999);
  expect(await localRows(page)).toBe(0);
}, 240_000);

test("a store that gives a hundred rows every 1.5 s does not hang", async () => {
  const { site, page, context } = await deviceWith(250);
  await context.addInitScript(() => {
    if (location.pathname !== "/next") return;
    const { getAll, getAllKeys } = IDBObjectStore.prototype;
    /** A request whose answer comes late. */
    const late = <Value>(request: IDBRequest<Value>) => {
      const slow = Object.assign(new EventTarget(), { result: undefined as unknown, onsuccess: () => {} });
      request.onsuccess = () =>
        setTimeout(() => {
          slow.result = request.result;
          slow.onsuccess();
        }, 1_500);
      return slow as unknown as IDBRequest<Value>;
    };
    const open = indexedDB.open.bind(indexedDB);
    indexedDB.open = (...values) => late(open(...values)) as IDBOpenDBRequest;
    IDBObjectStore.prototype.getAll = function (...values) {
      return late(getAll.apply(this, values));
    };
    IDBObjectStore.prototype.getAllKeys = function (...values) {
      return late(getAllKeys.apply(this, values));
    };
  });
  await page.goto(`${site.pages.url}/next`);
  await widgetReady(page);
  expect(await callApi(page, "pending")).toBe(250);
  expect((await callApi(page, "flush")).pending).toBe(250);
  // What is answered meanwhile is kept beside the others.
  const id = await tapAndClose(page, 3);
  expect(await callApi(page, "pending")).toBe(251);
  expect(await localRows(page)).toBe(0);
  await page.goto(`${site.pages.url}/empty`);
  expect(await waitingKeys(page)).toContain(`r:${id}`);
}, 240_000);

test("a page that is busy for seconds has no store that hangs", async () => {
  const { site, page } = await deviceWith(300);
  await page.goto(`${site.pages.url}/next`);
  await widgetReady(page);
  const pending = await page.evaluate(() => {
    const counted = Object(window.askling).pending();
    setTimeout(() => {
      const end = performance.now() + 4_000;
      while (performance.now() < end);
    }, 1);
    return counted;
  });
  expect(pending).toBe(300);
}, 120_000);
