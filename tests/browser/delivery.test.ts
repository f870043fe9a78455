import { expect, test } from "vitest";
import { allDelivered, callApi } from "../support/api.ts";
import { waitingKeys } from "../support/deviceRows.ts";
import { FAILED_REQUEST } from "../support/guard.ts";
import { makeProfile, startChromium } from "../support/ownChromium.ts";
import { promptOn } from "../support/prompt.ts";
import { openSite } from "../support/site.ts";

test("a score and a comment arrive exactly once, with all that a record tells", async () => {
  const site = await openSite();
  const { page } = await site.visit("/orders/17?token=secret#top");
  const prompt = promptOn(page);

  await prompt.score(9).click();
  await prompt.text.fill("Fast delivery");
  await prompt.button("Send").click();
  await expect.poll(() => site.records()).toMatchObject([{ state: "complete" }]);
  await allDelivered(page);

  expect(await site.records()).toEqual([
    {
      id: expect.stringMatching(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/),
      rev: 3,
      survey: "visit",
      surveyRevision: 1,
      state: "complete",
      shownAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      changedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      path: ["score", "reason"],
      answers: { score: 9, reason: "Fast delivery" },
      trigger: { on: "load" },
      visitor: expect.any(String),
      page: { url: `${site.pages.url}/orders/17`, referrer: "" },
      locale: "en",
      platform: "browser",
      device: "desktop",
      receivedAt: expect.any(String),
      verified: false,
      identity: expect.any(String),
    },
  ]);
  expect(site.gate.batches()).toMatchObject([
    {
      v: 1,
      key: "pk_shop",
      widget: expect.any(String),
      attempt: 1,
      records: [{ ageMs: expect.any(Number) }],
    },
  ]);
});

test("a batch to another origin is a plain post without cookies, and needs no preflight", async () => {
  const site = await openSite();
  const { page, context } = await site.visit();
  await context.addCookies([{ name: "session", value: "secret", url: site.gate.url }]);
  await promptOn(page).score(7).click();
  await promptOn(page).button("Close").click();
  await expect.poll(() => site.records()).toMatchObject([{ state: "dismissed", answers: { score: 7 } }]);

  expect(site.gate.seen.map(({ method }) => method)).not.toContain("OPTIONS");
  const post = site.gate.seen.find(({ method }) => method === "POST");
  expect(post?.headers["content-type"]).toBe("text/plain;charset=UTF-8");
  expect(post?.headers.cookie).toBeUndefined();
});

test("a tap survives an offline page that is closed, and arrives once when the site is opened again", async () => {
  const site = await openSite();
  const { page, context, guard } = await site.visit();
  guard.allow(FAILED_REQUEST);
  await promptOn(page).score(9).waitFor();
  await context.setOffline(true);
  await promptOn(page).score(9).click();
  await promptOn(page).text.waitFor();
  await page.close({ runBeforeUnload: true });
  await expect.poll(() => context.pages()).toHaveLength(0);
  expect(await site.records()).toEqual([]);

  await context.setOffline(false);
  const again = await context.newPage();
  await again.goto(`${site.pages.url}/later`);
  await expect.poll(() => site.records()).toMatchObject([{ answers: { score: 9 } }]);
  await allDelivered(again);
  expect(await site.records()).toHaveLength(1);
});

test("a whole answer given offline is told to be waiting, and goes out when the connection is back", async () => {
  const site = await openSite();
  const { page, context, guard } = await site.visit();
  guard.allow(FAILED_REQUEST);
  const prompt = promptOn(page);
  await prompt.score(4).waitFor();
  await context.setOffline(true);
  await prompt.score(4).click();
  await prompt.text.fill("Too slow");
  await prompt.button("Send").click();
  await prompt.dialog.getByText("Saved. It will be sent when you are online.").waitFor();
  expect(await callApi(page, "pending")).toBe(1);

  await context.setOffline(false);
  await prompt.dialog.getByText("Sent", { exact: true }).waitFor();
  expect(await site.records()).toMatchObject([{ answers: { score: 4, reason: "Too slow" } }]);
  expect(await callApi(page, "pending")).toBe(0);
});

for (const end of ["quit", "kill"] as const)
  test(`a tap survives a browser that is ended by ${end}, and arrives once when it is opened again`, async () => {
    const site = await openSite();
    const profile = makeProfile();
    const first = await startChromium(profile);
    first.guard.allow(FAILED_REQUEST);
    const page = await first.context.newPage();
    await page.goto(site.pages.url);
    await promptOn(page).score(10).waitFor();
    await first.context.setOffline(true);
    await promptOn(page).score(10).click();
    await promptOn(page).text.waitFor();
    // What a slow device kept on a lower storage backend moves up after a while, and only then outlives a kill.
    await expect.poll(() => waitingKeys(page), { timeout: 40_000 }).toHaveLength(1);
    await first[end]();
    expect(await site.records()).toEqual([]);

    const second = await startChromium(profile);
    const again = await second.context.newPage();
    await again.goto(site.pages.url);
    await expect.poll(() => site.records()).toMatchObject([{ answers: { score: 10 } }]);
    await allDelivered(again);
    expect(await site.records()).toHaveLength(1);
  });

test("while the collector answers 500 the answer is kept, and then arrives once", async () => {
  const site = await openSite();
  site.gate.fault = (before) => (before < 2 ? { status: 500 } : undefined);
  const { page, guard } = await site.visit();
  guard.allow(FAILED_REQUEST);
  await promptOn(page).score(9).click();
  await promptOn(page).text.fill("Good tea");
  await promptOn(page).button("Send").click();

  await expect.poll(() => site.records()).toMatchObject([{ answers: { reason: "Good tea" } }]);
  await allDelivered(page);
  expect(site.gate.batches().map(({ attempt }) => attempt)).toEqual([1, 2, 3]);
  expect(await site.records()).toHaveLength(1);
});

test("an answer whose acknowledgement was lost is sent again and counted once", async () => {
  const site = await openSite();
  const { page, guard } = await site.visit();
  guard.allow(FAILED_REQUEST);
  // The collector stores the first batch, but the page never hears of it.
  let lost = 0;
  await page.route("**/v1/batches", async (route) => {
    if (lost++) return route.continue();
    await route.fetch();
    return route.abort();
  });
  await promptOn(page).score(8).click();
  await promptOn(page).button("Skip").click();
  await expect.poll(() => lost).toBe(2);
  await allDelivered(page);
  expect(await site.records()).toMatchObject([{ rev: 3, state: "complete", answers: { score: 8 } }]);
});

test("Retry-After is honoured, also by the next page and by the page that is left", async () => {
  const site = await openSite();
  site.gate.fault = (before) =>
    before
      ? undefined
      : { status: 429, headers: { "Retry-After": "8", "Access-Control-Expose-Headers": "Retry-After" } };
  const { page, guard } = await site.visit();
  guard.allow(FAILED_REQUEST);
  await promptOn(page).score(6).click();
  await promptOn(page).button("Skip").click();
  await expect.poll(() => site.gate.batches()).toHaveLength(1);
  // The page has heard of it, and told the device, before it is left: a flush joins the sending under way.
  expect(await callApi(page, "flush")).toEqual({ delivered: 0, pending: 1 });
  await page.goto(`${site.pages.url}/next`);
  expect(await callApi(page, "flush")).toEqual({ delivered: 0, pending: 1 });

  await expect.poll(() => site.records()).toHaveLength(1);
  const times = site.gate.seen.filter(({ method }) => method === "POST").map(({ at }) => at);
  expect(times).toHaveLength(2);
  expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(8_000);
});

test("a page that is left tells of a showing that nobody answered", async () => {
  const site = await openSite();
  const { page } = await site.visit();
  await promptOn(page).score(3).waitFor();
  // Delivery comes with the prompt.
  await page.waitForFunction(() =>
    performance
      .getEntriesByType("resource")
      .some((one) => one.name.includes("/askling-delivery.js") && "responseEnd" in one && one.responseEnd),
  );
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
  await page.goto("about:blank");
  await expect.poll(() => site.records()).toMatchObject([{ state: "shown", path: ["score"], answers: {} }]);
});
