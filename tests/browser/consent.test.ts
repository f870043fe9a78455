import { expect, test } from "vitest";
import { callApi, widgetReady } from "../support/api.ts";
import { promptOn } from "../support/prompt.ts";
import { openSite, SCORE_AND_COMMENT } from "../support/site.ts";
import { storedOnDevice } from "../support/stored.ts";

const survey = { ...SCORE_AND_COMMENT, triggers: [{ on: "event", name: "order_paid" }] };

test("while consent is pending nothing is requested but the script, nothing stored and nothing shown", async () => {
  const site = await openSite({ surveys: [survey], attributes: { "data-consent": "pending" } });
  const { page } = await site.visit();
  await callApi(page, "identify", "u-7", { plan: "pro" });
  await callApi(page, "track", "order_paid");
  expect(await callApi(page, "show", "visit")).toEqual({ shown: false, reason: "consent" });
  expect(await callApi(page, "pending")).toBe(0);
  expect(await callApi(page, "flush")).toEqual({ delivered: 0, pending: 0 });
  expect(await callApi(page, "explain", "visit")).toMatchObject([{ rule: "consent", pass: false }]);
  await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)));
  expect(site.gate.seen.map(({ path }) => path)).toEqual(["/askling.js"]);
  expect(await storedOnDevice(page)).toEqual([]);
  expect(await promptOn(page).host.count()).toBe(0);

  await callApi(page, "setConsent", true);
  await promptOn(page).score(9).click();
  await promptOn(page).button("Skip").click();
  await expect
    .poll(() => site.records())
    .toMatchObject([{ answers: { score: 9 }, user: { id: "u-7", traits: { plan: "pro" } } }]);
});

test("at most a hundred calls wait for consent", async () => {
  const site = await openSite({ surveys: [survey], attributes: { "data-consent": "pending" } });
  const { page } = await site.visit();
  await widgetReady(page);
  for (let call = 0; call < 100; call++) await callApi(page, "setTraits", { [`t${call}`]: call });
  await callApi(page, "track", "order_paid");
  await callApi(page, "setConsent", true);
  await callApi(page, "explain", "visit");
  expect(await promptOn(page).host.count()).toBe(0);
  await callApi(page, "track", "order_paid");
  await promptOn(page).score(9).waitFor();
});

test("a withdrawal closes the prompt and erases the device in every tab, and nothing is kept until it is given again", async () => {
  const site = await openSite({ surveys: [survey] });
  site.gate.fault = () => ({ status: 503 });
  const { page, context, guard } = await site.visit();
  guard.allow(/Failed to load resource/);
  const other = await context.newPage();
  await other.goto(site.pages.url);
  await callApi(other, "explain", "visit");
  await page.bringToFront();
  await callApi(page, "track", "order_paid");
  await promptOn(page).score(9).click();
  await promptOn(page).text.waitFor();
  expect(await callApi(other, "pending")).toBe(1);
  expect(await storedOnDevice(page)).not.toEqual([]);

  await callApi(other, "setConsent", false);
  await promptOn(page).host.waitFor({ state: "detached" });
  await expect.poll(() => storedOnDevice(page)).toEqual([]);
  for (const tab of [page, other]) {
    await callApi(tab, "track", "order_paid");
    expect(await callApi(tab, "show", "visit", { force: true })).toEqual({ shown: false, reason: "consent" });
  }
  const before = site.gate.batches().length;

  site.gate.fault = undefined;
  await callApi(page, "setConsent", true);
  // What was done meanwhile is forgotten, and so is what was answered before.
  expect(await callApi(page, "flush")).toEqual({ delivered: 0, pending: 0 });
  expect(site.gate.batches()).toHaveLength(before);
  await callApi(page, "track", "order_paid");
  await promptOn(page).score(2).click();
  await promptOn(page).button("Close").click();
  await expect.poll(() => site.records()).toMatchObject([{ answers: { score: 2 } }]);
});

test("a choice that cannot be read counts as refused", async () => {
  const site = await openSite({ surveys: [survey], attributes: { "data-consent": "maybe" } });
  const { page } = await site.visit();
  expect(await callApi(page, "show", "visit")).toEqual({ shown: false, reason: "consent" });
  expect(site.gate.seen.map(({ path }) => path)).toEqual(["/askling.js"]);
});
