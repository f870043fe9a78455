import { expect, test } from "vitest";
import { callApi, widgetReady } from "../support/api.ts";
import { ONE_SCORE, openFaultySite, tap, tapAndClose } from "../support/faultySite.ts";
import { FAILED_REQUEST } from "../support/guard.ts";
import { makeProfile, startChromium } from "../support/ownChromium.ts";
import { promptOn } from "../support/prompt.ts";

const WITH_COMMENT = {
  ...ONE_SCORE,
  questions: [...ONE_SCORE.questions, { id: "reason", type: "text", title: "Why?" }],
};

test("4, 7: what was tapped a moment before the page is left goes out at once, without a preflight", async () => {
  const site = await openFaultySite({ surveys: [WITH_COMMENT] });
  const { page, context } = await site.visit();
  const tapped: Record<string, number> = {};
  for (const score of [1, 2, 3]) {
    tapped[await tap(page, score)] = score;
    await page.goto(`${site.pages.url}/page-${score}`);
    await widgetReady(page);
  }
  await page.goto("about:blank");
  await site.arrived(tapped);
  expect(site.proxy.seen.map(({ method }) => method)).not.toContain("OPTIONS");
  expect(site.proxy.batches().flatMap(({ records }) => records.map(({ state }) => state))).toContain(
    "partial",
  );
  await context.close();
});

test("4: what is tapped while the connection is gone and the page is left in the same moment is stored", async () => {
  const site = await openFaultySite();
  const { page, guard } = await site.visit();
  guard.allow(FAILED_REQUEST);
  const first = await tapAndClose(page, 5);
  await site.arrived({ [first]: 5 });
  site.proxy.act = () => "drop";
  void callApi(page, "show", "visit", { force: true }).catch(() => {});
  const score = promptOn(page).score(6);
  await score.waitFor();
  await score.evaluate((node) => {
    (node as HTMLElement).click();
    location.assign("/left");
  });
  await page.waitForURL("**/left");
  site.proxy.act = () => "pass";
  await callApi(page, "flush");
  await expect.poll(async () => Object.values(await site.scores())).toContain(6);
});

test("5: a spent keepalive budget is a failure like any other", async () => {
  const site = await openFaultySite({ surveys: [WITH_COMMENT] });
  const { page, guard } = await site.visit();
  guard.allow(FAILED_REQUEST);
  const id = await tap(page, 7);
  // The page itself has spent what its origin may have on its way.
  const spent = await page.evaluate(
    (url) =>
      [1, 2].map(() =>
        fetch(url, { method: "POST", body: "x".repeat(32_000), keepalive: true, mode: "no-cors" }).then(
          () => "sent",
          () => "refused",
        ),
      ).length,
    `${site.gate.url}/livez`,
  );
  expect(spent).toBe(2);
  await page.goto(`${site.pages.url}/next`);
  await site.arrived({ [id]: 7 });
  await site.empty(page);
  for (const { body } of site.proxy.seen) expect(body.length).toBeLessThanOrEqual(30_000);
});

test("6: nothing is forgotten because a beacon was accepted: the widget sends none", async () => {
  const site = await openFaultySite();
  const { page, context, guard } = await site.visit();
  guard.allow(FAILED_REQUEST);
  await page.evaluate(() => {
    Object.assign(window, { beacons: 0 });
    navigator.sendBeacon = () => {
      Object.assign(window, { beacons: Reflect.get(window, "beacons") + 1 });
      return true;
    };
  });
  const first = await tapAndClose(page, 2);
  await site.arrived({ [first]: 2 });
  await site.empty(page);
  await context.setOffline(true);
  const second = await tapAndClose(page, 3);
  await page.evaluate(() => window.dispatchEvent(new PageTransitionEvent("pagehide")));
  expect(await page.evaluate(() => Reflect.get(window, "beacons"))).toBe(0);
  expect(await callApi(page, "pending")).toBe(1);
  await context.setOffline(false);
  await site.arrived({ [first]: 2, [second]: 3 });
});

test("8: a page that comes back from the back/forward cache goes on sending", async () => {
  const site = await openFaultySite();
  const browser = await startChromium(makeProfile());
  browser.guard.allow(FAILED_REQUEST);
  const page = await browser.context.newPage();
  await page.goto(site.pages.url);
  await page.evaluate((url) => {
    window.addEventListener("pageshow", ({ persisted }) => {
      fetch(`${url}/livez?kept=${persisted}`, { mode: "no-cors" }).catch(() => {});
    });
  }, site.gate.url);
  // The page is put away with a request in flight that nobody will answer.
  site.proxy.act = () => "hang";
  const id = await tapAndClose(page, 1);
  await expect.poll(() => site.proxy.seen.length).toBeGreaterThan(0);
  await page.goto(`${site.pages.url.replace("127.0.0.1", "localhost")}/elsewhere`);
  site.proxy.act = () => "pass";
  const began = Date.now();
  void page.evaluate(() => history.back()).catch(() => {});
  await expect.poll(() => site.gate.seen.map(({ url }) => url)).toContain("/livez?kept=true");
  await site.arrived({ [id]: 1 }, 10_000);
  // Not only once the lost request has run out of time.
  expect(Date.now() - began).toBeLessThan(9_000);
});
