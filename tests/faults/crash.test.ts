import { expect, test } from "vitest";
import { callApi } from "../support/api.ts";
import { waitingKeys } from "../support/deviceRows.ts";
import { ONE_SCORE, openFaultySite, tap, tapAndClose } from "../support/faultySite.ts";
import { FAILED_REQUEST } from "../support/guard.ts";
import { makeProfile, startChromium } from "../support/ownChromium.ts";

test("1: answers of a renderer that dies with a request in flight are sent by the next page, under the same ids", async () => {
  const site = await openFaultySite();
  const { page, context, guard } = await site.visit();
  guard.allow(FAILED_REQUEST);
  site.proxy.act = () => "hang";
  const tapped: Record<string, number> = {};
  for (const score of [1, 2, 3]) tapped[await tapAndClose(page, score)] = score;
  await expect.poll(() => site.proxy.seen.length).toBeGreaterThan(0);
  const session = await context.newCDPSession(page);
  void session.send("Page.crash").catch(() => {});
  await page.waitForEvent("crash");

  site.proxy.act = () => "pass";
  const next = await context.newPage();
  await next.goto(`${site.pages.url}/next`);
  await site.arrived(tapped);
  await site.empty(next);
  expect(await site.records()).toHaveLength(3);
});

test("2, 3: answers of a browser that is killed, some stored by the collector and not yet forgotten, count once", async () => {
  const site = await openFaultySite();
  const profile = makeProfile();
  const first = await startChromium(profile);
  first.guard.allow(FAILED_REQUEST);
  const page = await first.context.newPage();
  await page.goto(site.pages.url);
  // The collector commits the batch; its answer comes when there is nobody left to hear it.
  site.proxy.act = () => ({ delayMs: 60_000 });
  const tapped: Record<string, number> = {};
  tapped[await tapAndClose(page, 4)] = 4;
  await site.arrived(tapped);
  for (const score of [5, 6]) tapped[await tapAndClose(page, score)] = score;
  // What a slow device kept on a lower storage backend moves up after a while, and only then outlives a kill.
  await expect.poll(() => waitingKeys(page), { timeout: 40_000 }).toHaveLength(3);
  await first.kill();

  site.proxy.act = () => "pass";
  const second = await startChromium(profile);
  const next = await second.context.newPage();
  await next.goto(site.pages.url);
  await site.arrived(tapped);
  await site.empty(next);
  expect(await waitingKeys(next)).toEqual([]);
  expect(await site.records()).toHaveLength(3);
});

test("13: where the tab that sends dies, another one takes over", async () => {
  const site = await openFaultySite();
  const { page, context, guard } = await site.visit();
  guard.allow(FAILED_REQUEST);
  const other = await context.newPage();
  await other.goto(`${site.pages.url}/other`);
  const mine = await tapAndClose(other, 9);
  await site.arrived({ [mine]: 9 });
  site.proxy.act = (_batch, before) => (before > 1 ? "pass" : "hang");
  const orphan = await tapAndClose(page, 8);
  await expect.poll(() => site.proxy.seen.length).toBe(2);
  const heir = await tapAndClose(other, 7);
  const session = await context.newCDPSession(page);
  void session.send("Page.crash").catch(() => {});
  await site.arrived({ [mine]: 9, [orphan]: 8, [heir]: 7 }, 20_000);
  await site.empty(other);
  // What has arrived may be acknowledged only now.
  expect(await callApi(other, "flush")).toMatchObject({ pending: 0 });
});

test("27: an answer leaves within a second, long before a browser erases what is stored", async () => {
  const site = await openFaultySite({ surveys: [ONE_SCORE] });
  const { page, context } = await site.visit();
  const id = await tap(page, 9);
  await site.arrived({ [id]: 9 }, 8_000);
  const session = await context.newCDPSession(page);
  await session.send("Storage.clearDataForOrigin", { origin: site.pages.url, storageTypes: "all" });
  await page.goto(`${site.pages.url}/next`);
  expect(await callApi(page, "flush")).toEqual({ delivered: 0, pending: 0 });
  expect(await site.records()).toHaveLength(1);
});
