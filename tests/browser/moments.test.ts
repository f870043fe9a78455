import { expect, test } from "vitest";
import { callApi } from "../support/api.ts";
import { makeProfile, startChromium } from "../support/ownChromium.ts";
import { promptOn } from "../support/prompt.ts";
import { BODY, openSite, SCORE_AND_COMMENT } from "../support/site.ts";

const triggeredBy = (...triggers: object[]) => ({ ...SCORE_AND_COMMENT, triggers });
const LONG = `${BODY}${"<p>Tea and teaware, in small lots.</p>".repeat(200)}`;
const scrollTo = (share: number, selector = "html") => ({ share, selector });

/** Scrolls an element by a share of its way. */
function scroll(page: import("playwright-core").Page, to: ReturnType<typeof scrollTo>): Promise<void> {
  return page.evaluate(({ share, selector }) => {
    const element = document.querySelector(selector);
    element?.scrollTo(0, (element.scrollHeight - element.clientHeight) * share);
  }, to);
}

test("scrolling half of the page shows the survey, and less does not", async () => {
  const site = await openSite({ surveys: [triggeredBy({ on: "scroll", percent: 50 })], body: LONG });
  const { page } = await site.visit();
  await callApi(page, "explain", "visit");
  await site.listens();
  await scroll(page, scrollTo(0.4));
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 300))));
  expect(await promptOn(page).host.count()).toBe(0);
  await scroll(page, scrollTo(0.6));
  await promptOn(page).score(9).click();
  await promptOn(page).button("Close").click();
  await expect.poll(() => site.records()).toMatchObject([{ trigger: { on: "scroll" } }]);
});

test("a page that scrolls in a container of its own counts like any other, a small list does not", async () => {
  const body = `<style>body{margin:0} main{height:100vh;overflow:auto} ul{height:60px;overflow:auto}</style>
    <main><ul>${"<li>Tea</li>".repeat(50)}</ul>${"<p>Teaware</p>".repeat(300)}</main>`;
  const site = await openSite({ surveys: [triggeredBy({ on: "scroll", percent: 90 })], body });
  const { page } = await site.visit();
  await callApi(page, "explain", "visit");
  await site.listens();
  await scroll(page, scrollTo(1, "ul"));
  await page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 1_500))),
  );
  expect(await promptOn(page).host.count()).toBe(0);
  await scroll(page, scrollTo(1, "main"));
  await promptOn(page).score(9).waitFor();
});

test("a page with nothing to scroll has been seen, unless it grows", async () => {
  const site = await openSite({ surveys: [triggeredBy({ on: "scroll", percent: 80 })] });
  const { page, context } = await site.visit();
  await promptOn(page).score(9).waitFor();
  await context.clearCookies();
  const growing = `${BODY}<script>setTimeout(() => document.body.insertAdjacentHTML("beforeend", "<p>Tea</p>".repeat(300)), 100)</script>`;
  site.pages.answer = () => site.html({ body: growing });
  const other = await site.visit();
  await callApi(other.page, "explain", "visit");
  await other.page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 1_500)));
  expect(await promptOn(other.page).host.count()).toBe(0);
  await scroll(other.page, scrollTo(1));
  await promptOn(other.page).score(9).waitFor();
});

test("a pointer that leaves at the top shows the survey, at the bottom it does not", async () => {
  const site = await openSite({ surveys: [triggeredBy({ on: "exit" })] });
  const { page } = await site.visit();
  await callApi(page, "explain", "visit");
  await site.listens();
  const leave = (y: number) =>
    page.evaluate((clientY) => {
      document.documentElement.dispatchEvent(new MouseEvent("mouseleave", { clientY }));
    }, y);
  await leave(700);
  expect(await promptOn(page).host.count()).toBe(0);
  await page.mouse.move(300, 200);
  await leave(-1);
  await promptOn(page).score(9).waitFor();
});

test("an element that stays visible shows the survey, also one that came later", async () => {
  const body = `${LONG}<div id="place"></div>`;
  const site = await openSite({
    surveys: [triggeredBy({ on: "visible", selector: ".offer", for: "500ms" })],
    body,
  });
  const { page } = await site.visit();
  await callApi(page, "explain", "visit");
  await page.evaluate(() => {
    const place = document.querySelector("#place");
    if (place) place.innerHTML = '<section class="offer" style="height:300px">An offer</section>';
  });
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 1_200)));
  expect(await promptOn(page).host.count()).toBe(0);
  await page.locator(".offer").scrollIntoViewIfNeeded();
  await promptOn(page).score(9).waitFor();
});

test("a page on which nobody does anything shows the survey", async () => {
  const site = await openSite({ surveys: [triggeredBy({ on: "idle", for: "1s" })] });
  const { page } = await site.visit();
  await promptOn(page).score(9).waitFor();
});

test("the third page of a visit shows the survey", async () => {
  const site = await openSite({ surveys: [triggeredBy({ on: "page", count: 3 })] });
  const { page } = await site.visit("/one");
  await callApi(page, "explain", "visit");
  await page.goto(`${site.pages.url}/two`);
  await callApi(page, "explain", "visit");
  expect(await promptOn(page).host.count()).toBe(0);
  await page.goto(`${site.pages.url}/three`);
  await promptOn(page).score(9).waitFor();
});

test("the second visit shows the survey", async () => {
  const site = await openSite({ surveys: [triggeredBy({ on: "visit", count: 2 })] });
  const { page, context } = await site.visit();
  await callApi(page, "explain", "visit");
  expect(await promptOn(page).host.count()).toBe(0);
  const later = await context.newPage();
  await later.clock.install({ time: Date.now() + 31 * 60_000 });
  await later.goto(site.pages.url);
  await promptOn(later).score(9).waitFor();
});

test("two hours after an event, and after the browser was closed, the next page shows the survey once", async () => {
  const site = await openSite({
    surveys: [triggeredBy({ on: "event", name: "order_paid", after: "2h" })],
    manifest: { pace: { cooldown: "1s", perSession: 9 } },
  });
  const profile = makeProfile();
  const before = await startChromium(profile);
  const page = await before.context.newPage();
  await page.goto(site.pages.url);
  await callApi(page, "track", "order_paid", { amount: 80 });
  await callApi(page, "explain", "visit");
  await expect
    .poll(async () => (await callApi(page, "explain", "visit")).map(({ detail }) => detail))
    .toContainEqual(expect.stringMatching(/^event order_paid, 2h later; waits for \d{4}-/));
  await before.quit();

  const after = await startChromium(profile);
  const early = await after.context.newPage();
  await early.clock.install({ time: Date.now() + 3_600_000 });
  await early.goto(site.pages.url);
  await callApi(early, "explain", "visit");
  expect(await promptOn(early).host.count()).toBe(0);
  await early.close();
  const late = await after.context.newPage();
  await late.clock.install({ time: Date.now() + 3 * 3_600_000 });
  await late.goto(site.pages.url);
  await promptOn(late).score(9).click();
  await promptOn(late).button("Close").click();
  await expect
    .poll(() => site.records())
    .toMatchObject([{ trigger: { on: "event", name: "order_paid", props: { amount: 80 } } }]);
});

test("an event right before its page is left is not lost, where nothing could show neither", async () => {
  const survey = {
    ...triggeredBy({ on: "event", name: "order_paid", after: "1s" }),
    audience: { url: { endsWith: "/orders" } },
  };
  const site = await openSite({ surveys: [survey] });
  const { page } = await site.visit("/paid");
  // Resolves once the manifest is here, and fetches nothing.
  expect(await callApi(page, "show", "nobody")).toMatchObject({ shown: false });
  await page.evaluate(() => {
    window.askling?.push(["track", "order_paid", { amount: 7 }]);
    location.assign("/orders");
  });
  await page.waitForURL("**/orders");
  await promptOn(page).score(9).waitFor();
});

test("a prompt that is open in one tab keeps another tab's waiting until it is closed", async () => {
  const survey = (id: string) => ({
    id,
    triggers: [{ on: "event", name: id }],
    questions: [{ id: "score", type: "nps", title: `Would you recommend ${id}?` }],
  });
  const site = await openSite({
    surveys: [survey("one"), survey("two")],
    manifest: { pace: { cooldown: "1ms", perSession: 9 } },
  });
  const { page, context } = await site.visit();
  const other = await context.newPage();
  await other.goto(site.pages.url);
  for (const tab of [page, other]) await callApi(tab, "explain", "one");
  await callApi(page, "track", "one");
  await promptOn(page).score(9).waitFor();
  await callApi(other, "track", "two");
  await other.evaluate(() => new Promise((resolve) => setTimeout(resolve, 800)));
  expect(await promptOn(other).host.count()).toBe(0);
  await promptOn(page).button("Close").click();
  await promptOn(other).dialog.getByText("Would you recommend two?").waitFor();
});

test("a modal dialog of the page and a field under the prompt make it wait, without an end they may as well stay", async () => {
  const body = `${BODY}<dialog id="cookies">Accept? <button>Yes</button></dialog>
    <input id="chat" style="position:fixed;right:20px;bottom:20px">`;
  const site = await openSite({ surveys: [triggeredBy({ on: "event", name: "go" })], body });
  const { page } = await site.visit();
  await callApi(page, "explain", "visit");
  await page.evaluate(() => document.querySelector("dialog")?.showModal());
  await callApi(page, "track", "go");
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 800)));
  expect(await promptOn(page).host.count()).toBe(0);
  await page.evaluate(() => {
    document.querySelector("dialog")?.close();
    document.querySelector<HTMLElement>("#chat")?.focus();
  });
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 800)));
  expect(await promptOn(page).host.count()).toBe(0);
  await page.locator("#search").focus();
  await promptOn(page).score(9).waitFor();
});

test("a preview shows at once, whatever the rules say, and leaves no trace", async () => {
  const survey = {
    ...triggeredBy({ on: "click", selector: "#never" }),
    paused: true,
    audience: { sample: 0 },
  };
  const site = await openSite({ surveys: [survey] });
  const { page, context, guard } = await site.visit("/?askling_preview=visit");
  await promptOn(page).score(9).click();
  await promptOn(page).button("Skip").click();
  await promptOn(page).button("Close").click();
  await promptOn(page).host.waitFor({ state: "detached" });
  expect(await callApi(page, "flush")).toEqual({ delivered: 0, pending: 0 });
  await page.goto(`${site.pages.url}/?askling_preview=visit`);
  await promptOn(page).score(9).waitFor();
  expect(await site.records()).toEqual([]);
  expect(site.gate.batches()).toEqual([]);

  guard.allow(/there is no survey "nobody" to preview/);
  const unknown = await context.newPage();
  await unknown.goto(`${site.pages.url}/?askling_preview=nobody`);
  await expect.poll(() => guard.messages).toContainEqual(expect.stringContaining('no survey "nobody"'));
});

test("a selector that the browser does not understand leaves its survey out, with one line, and the others in", async () => {
  const site = await openSite({
    surveys: [{ ...triggeredBy({ on: "click", selector: "a:::b" }), id: "broken" }, SCORE_AND_COMMENT],
  });
  const { page, guard } = await site.visit();
  guard.allow(
    /survey "broken" is left out: surveys\[0\]\.triggers\[0\]\.selector: found "a:::b", expected a CSS selector/,
  );
  await promptOn(page).score(9).waitFor();
  expect(guard.messages.filter((one) => one.includes("broken"))).toHaveLength(1);
  await promptOn(page).button("Close").click();
  await promptOn(page).host.waitFor({ state: "detached" });
  expect(await callApi(page, "show", "broken")).toEqual({ shown: false, reason: "invalid" });
});

test("traits that come later let a survey show that waited for them", async () => {
  const site = await openSite({ surveys: [{ ...SCORE_AND_COMMENT, audience: { traits: { plan: "pro" } } }] });
  const { page } = await site.visit();
  await callApi(page, "explain", "visit");
  expect(await promptOn(page).host.count()).toBe(0);
  await callApi(page, "identify", "u-7", { plan: "pro" });
  await promptOn(page).score(9).waitFor();
});
