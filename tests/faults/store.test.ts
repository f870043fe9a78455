import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { callApi, noteEvents, widgetReady } from "../support/api.ts";
import { editRows, readRows, waitingKeys } from "../support/deviceRows.ts";
import { openFaultySite, tapAndClose } from "../support/faultySite.ts";
import { FAILED_REQUEST } from "../support/guard.ts";
import { makeProfile, startChromium } from "../support/ownChromium.ts";

const localRows = (page: import("playwright-core").Page) =>
  page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes(":r:")).length);

test("15: where IndexedDB never answers the next storage backend takes the answer, which moves up later", async () => {
  const site = await openFaultySite();
  site.proxy.act = () => "drop";
  const { page, context, guard } = await site.visit("/start");
  guard.allow(FAILED_REQUEST);
  await context.addInitScript(() => {
    const open = indexedDB.open.bind(indexedDB);
    Object.assign(window, { hung: 0 });
    indexedDB.open = (...values) => {
      if (Reflect.get(window, "healed")) return open(...values);
      Object.assign(window, { hung: Reflect.get(window, "hung") + 1 });
      // A request that nothing ever happens to, as in Safari 14.
      return new EventTarget() as IDBOpenDBRequest;
    };
  });
  await page.goto(`${site.pages.url}/`);
  await tapAndClose(page, 5);
  expect(await page.evaluate(() => Reflect.get(window, "hung"))).toBeGreaterThan(0);
  expect(await localRows(page)).toBe(1);
  await page.evaluate(() => Object.assign(window, { healed: true }));
  await expect.poll(() => localRows(page), { timeout: 50_000 }).toBe(0);
  expect(await waitingKeys(page)).toHaveLength(1);
});

test("16: a connection that is closed under the page is opened again, and what was erased is put back", async () => {
  const site = await openFaultySite();
  site.proxy.act = () => "drop";
  const { page, context, guard } = await site.visit();
  guard.allow(FAILED_REQUEST);
  const first = await tapAndClose(page, 1);
  const session = await context.newCDPSession(page);
  await session.send("Storage.clearDataForOrigin", { origin: site.pages.url, storageTypes: "indexeddb" });
  const second = await tapAndClose(page, 2);
  await expect.poll(() => waitingKeys(page), { timeout: 40_000 }).toContain(`r:${second}`);
  site.proxy.act = () => "pass";
  await callApi(page, "flush");
  await site.arrived({ [first]: 1, [second]: 2 });
  await site.empty(page);
});

test("17: a handle that is lost without a word is not used again", async () => {
  const site = await openFaultySite();
  const { page } = await site.visit();
  const first = await tapAndClose(page, 1);
  await site.arrived({ [first]: 1 });
  await page.evaluate(() => {
    const { transaction } = IDBDatabase.prototype;
    const dead = new WeakSet<IDBDatabase>();
    let killed = false;
    IDBDatabase.prototype.transaction = function (...values) {
      if (!killed) dead.add(this);
      killed = true;
      if (dead.has(this))
        throw new DOMException("Connection to Indexed Database server lost.", "InvalidStateError");
      return transaction.apply(this, values);
    };
  });
  const second = await tapAndClose(page, 2);
  await site.arrived({ [first]: 1, [second]: 2 });
  await site.empty(page);
  expect(await localRows(page)).toBe(0);
});

test("18: where the quota is spent the next storage backend takes the answer, and it arrives", async () => {
  const site = await openFaultySite();
  site.proxy.act = () => "drop";
  const { page, context, guard } = await site.visit();
  guard.allow(FAILED_REQUEST);
  const session = await context.newCDPSession(page);
  await session.send("Storage.overrideQuotaForOrigin", { origin: site.pages.url, quotaSize: 20_000 });
  const full = await page.evaluate(async () => {
    const request = indexedDB.open("shop");
    request.onupgradeneeded = () => void request.result.createObjectStore("cart");
    await new Promise((resolve) => {
      request.onsuccess = resolve;
    });
    for (let piece = 0; piece < 60; piece++) {
      const change = request.result.transaction("cart", "readwrite");
      change.objectStore("cart").put("x".repeat(2_000), piece);
      const done = await new Promise<boolean>((resolve) => {
        change.oncomplete = () => resolve(true);
        change.onabort = () => resolve(false);
      });
      if (!done) return change.error?.name ?? "aborted";
    }
    return "never full";
  });
  expect(full).toBe("QuotaExceededError");
  const id = await tapAndClose(page, 3);
  expect((await localRows(page)) + (await waitingKeys(page)).length).toBe(1);
  site.proxy.act = () => "pass";
  await callApi(page, "flush");
  await site.arrived({ [id]: 3 });
  await site.empty(page);
});

test("20: a store that is corrupted on the disk starts empty, says so, and takes answers again", async () => {
  const site = await openFaultySite();
  site.proxy.act = () => "drop";
  const profile = makeProfile();
  const first = await startChromium(profile);
  first.guard.allow(FAILED_REQUEST);
  const page = await first.context.newPage();
  await page.goto(site.pages.url);
  await tapAndClose(page, 1);
  await first.quit();
  const folder = readdirSync(profile, { recursive: true, encoding: "utf8" }).filter((path) =>
    /IndexedDB.*leveldb[/\\][^/\\]+$/.test(path),
  );
  expect(folder.length).toBeGreaterThan(0);
  for (const file of folder.filter((path) => !/LOCK$/.test(path)))
    writeFileSync(join(profile, file), "no database".repeat(500));

  const second = await startChromium(profile);
  second.guard.allow(FAILED_REQUEST);
  const next = await second.context.newPage();
  await next.goto("about:blank");
  site.proxy.act = () => "pass";
  await next.goto(site.pages.url);
  await widgetReady(next);
  const events = await noteEvents(next, "error");
  const id = await tapAndClose(next, 2);
  await site.arrived({ [id]: 2 });
  expect(await events()).toContain("error");
  await callApi(next, "flush");
  const told = site.proxy.batches().map(({ dropped }) => dropped?.lost ?? 0);
  expect(Math.max(...told)).toBe(1);
});

test("21: junk among the rows is set aside, and the others go on", async () => {
  const site = await openFaultySite({ files: { "/empty": { body: "" } } });
  site.proxy.act = () => "drop";
  const { page, guard } = await site.visit();
  guard.allow(FAILED_REQUEST);
  const id = await tapAndClose(page, 7);
  // A page without the widget: one that tries again just now would send the junk that looks like a record.
  await page.goto(`${site.pages.url}/empty`);
  await editRows(page, (rows) => {
    const [row] = Object.keys(rows)
      .filter((key) => key.startsWith("r:"))
      .map((key) => rows[key]);
    const cycle: Record<string, unknown> = { rev: 1, record: { ...row.record, id: "cycle", rev: 1 } };
    cycle.self = cycle;
    return {
      "r:number": 7,
      "r:text": "junk",
      "r:no-answers": { rev: 1, record: { id: "no-answers", rev: 1, shownAt: "", state: "shown" } },
      "r:other-key": { rev: row.rev, record: row.record },
      "r:old-rev": { rev: 9e9, record: { ...row.record, id: "old-rev" } },
      "r:cycle": cycle,
      e: { rev: "x", failures: "many", until: "never", dropped: { overflow: -1, "": {}, fine: 2 } },
      l: { rev: 1, owner: 3, until: "later" },
    };
  });
  site.proxy.act = () => "pass";
  await page.goto(`${site.pages.url}/next`);
  const aside = async () => Object.keys(await readRows(page)).filter((key) => key.startsWith("q:"));
  await expect
    .poll(async () => (await aside()).sort())
    .toEqual(["q:cycle", "q:no-answers", "q:number", "q:old-rev", "q:other-key", "q:text"]);
  await callApi(page, "flush");
  await site.arrived({ [id]: 7 });
  await site.empty(page);
  expect(site.proxy.batches().at(-1)?.dropped).toEqual({ overflow: 0, fine: 2 });
});

test("22: values that cannot be cloned, cycles and getters that throw cost no answer", async () => {
  const site = await openFaultySite();
  const { page } = await site.visit();
  await widgetReady(page);
  await page.evaluate(() => {
    const askling = Object(window.askling);
    const cycle: Record<string, unknown> = { name: "cycle" };
    cycle.self = cycle;
    const throwing = Object.defineProperty({ plan: "pro" }, "bad", {
      enumerable: true,
      get() {
        throw new Error("no");
      },
    });
    askling.setTraits({ fine: "yes", call() {}, cycle, node: document.body, big: 10n });
    askling.setTraits(throwing);
    askling.identify("u-7", throwing);
    askling.track("bought", throwing);
    askling.track("bought", cycle);
  });
  const id = await tapAndClose(page, 8);
  await site.arrived({ [id]: 8 });
});

test("23: no transaction waits for anything: a page that is busy all the time keeps every answer", async () => {
  const site = await openFaultySite();
  const { page } = await site.visit();
  await widgetReady(page);
  await page.evaluate(() => {
    const spin = () => {
      const end = performance.now() + 40;
      const turn = (): Promise<void> =>
        performance.now() < end ? Promise.resolve().then(turn) : Promise.resolve();
      void turn().then(() => setTimeout(spin, 5));
    };
    spin();
  });
  const tapped: Record<string, number> = {};
  for (const score of [1, 2]) tapped[await tapAndClose(page, score)] = score;
  await site.arrived(tapped);
  await site.empty(page);
  expect(await localRows(page)).toBe(0);
});
