import type { BrowserContext, Page } from "playwright-core";
import { expect, test } from "vitest";
import { callApi } from "../support/api.ts";
import { promptOn } from "../support/prompt.ts";
import { openSite, SCORE_AND_COMMENT } from "../support/site.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const scoreOnly = (id: string, more: object = {}) => ({
  id,
  triggers: [{ on: "load" }],
  questions: [{ id: "score", type: "nps", title: `Would you recommend ${id}?` }],
  ...more,
});

/** The rules that keep a survey off a page, once the page has decided. */
async function refusals(page: Page, survey: string): Promise<string[]> {
  const verdicts = await callApi(page, "explain", survey);
  return verdicts.filter(({ pass }) => !pass).map(({ rule }) => rule);
}

/** Opens a page whose clock is a while ahead. */
async function visitLater(context: BrowserContext, url: string, ms: number): Promise<Page> {
  const page = await context.newPage();
  await page.clock.install({ time: Date.now() + ms });
  await page.goto(url);
  return page;
}

test("three pages, one prompt: the pace holds over pages", async () => {
  const surveys = ["home", "shelf", "cart"].map((place) =>
    scoreOnly(place, { audience: { url: { endsWith: `/${place}` } } }),
  );
  const site = await openSite({ surveys });
  const { page } = await site.visit("/home");
  await promptOn(page).score(9).waitFor();
  for (const place of ["shelf", "cart"]) {
    await page.goto(`${site.pages.url}/${place}`);
    expect(await refusals(page, place)).toEqual(["pace.cooldown", "pace.perSession"]);
    expect(await promptOn(page).host.count()).toBe(0);
  }
  // The page did look: without the pace it shows.
  void callApi(page, "show", "cart").catch(() => {});
  await promptOn(page).score(0).waitFor();
});

test("two tabs at the same moment show one prompt", async () => {
  const site = await openSite({ surveys: [scoreOnly("visit", { triggers: [{ on: "event", name: "go" }] })] });
  const { page, context } = await site.visit();
  const other = await context.newPage();
  await other.goto(site.pages.url);
  for (const tab of [page, other]) await callApi(tab, "explain", "visit");
  await Promise.all([callApi(page, "track", "go"), callApi(other, "track", "go")]);
  const prompts = async () => (await promptOn(page).host.count()) + (await promptOn(other).host.count());
  await expect.poll(prompts).toBe(1);
  for (const tab of [page, other])
    await expect.poll(() => refusals(tab, "visit")).toContain("pace.perSession");
  expect(await prompts()).toBe(1);
});

test("who has answered is not asked again, after months neither", async () => {
  const site = await openSite({ manifest: { pace: { cooldown: "1s", perSession: 9 } } });
  const { page, context } = await site.visit();
  await promptOn(page).score(9).click();
  await promptOn(page).button("Skip").click();
  await expect.poll(() => site.records()).toMatchObject([{ state: "complete" }]);
  await page.reload();
  expect(await refusals(page, "visit")).toContain("frequency.afterAnswer");
  const later = await visitLater(context, site.pages.url, 400 * DAY);
  expect(await refusals(later, "visit")).toEqual(["frequency.afterAnswer"]);
  expect(await promptOn(later).host.count()).toBe(0);
});

test("who has closed it is asked again when afterDismiss has passed, and not before", async () => {
  const site = await openSite({ surveys: [scoreOnly("visit", { frequency: { afterDismiss: "10d" } })] });
  const { page, context } = await site.visit();
  await promptOn(page).button("Close").click();
  await expect.poll(() => site.records()).toMatchObject([{ state: "dismissed" }]);
  const early = await visitLater(context, site.pages.url, 10 * DAY - HOUR);
  expect(await refusals(early, "visit")).toEqual(["frequency.afterDismiss"]);
  await early.close();
  const late = await visitLater(context, site.pages.url, 10 * DAY + HOUR);
  await promptOn(late).score(9).waitFor();
});

test("who has walked away is asked again after afterShown, up to the limit", async () => {
  const frequency = { afterShown: "2d", limit: 2 };
  const site = await openSite({
    surveys: [scoreOnly("visit", { frequency })],
    manifest: { pace: { cooldown: "1d", perSession: 1 } },
  });
  const { page, context } = await site.visit();
  await promptOn(page).score(9).waitFor();
  await page.close();
  const early = await visitLater(context, site.pages.url, 1.5 * DAY);
  expect(await refusals(early, "visit")).toEqual(["frequency.afterShown"]);
  await early.close();
  const second = await visitLater(context, site.pages.url, 3 * DAY);
  await promptOn(second).score(9).waitFor();
  await second.close();
  const third = await visitLater(context, site.pages.url, 30 * DAY);
  expect(await refusals(third, "visit")).toEqual(["frequency.limit"]);
});

test("a user is not asked again on the same device as another visitor, and a stranger is", async () => {
  const identified = (id: string) =>
    `<script>(window.askling = window.askling || []).push(["identify", "${id}"])</script>`;
  const site = await openSite({ manifest: { pace: { cooldown: "1s", perSession: 9 } } });
  const html = (id: string) => ({ body: site.html({ head: identified(id) }) });
  site.pages.answer = (path) => html(path.slice(1));
  const { page } = await site.visit("/lin");
  await promptOn(page).score(9).click();
  await promptOn(page).button("Skip").click();
  await expect.poll(() => site.records()).toMatchObject([{ state: "complete", user: { id: "lin" } }]);

  await callApi(page, "reset");
  await callApi(page, "identify", "lin");
  expect(await refusals(page, "visit")).toContain("frequency.afterAnswer");
  await page.goto(`${site.pages.url}/mei`);
  await promptOn(page).score(9).waitFor();
});

test("where nothing outlives the page nothing shows by itself, unless the page chose so", async () => {
  const closed = `<script>
    Object.defineProperty(window, "indexedDB", { value: undefined });
    Object.defineProperty(window, "localStorage", { get() { throw new Error("closed"); } });
  </script>`;
  const site = await openSite({ surveys: [SCORE_AND_COMMENT], head: closed });
  const { page } = await site.visit();
  expect(await refusals(page, "visit")).toEqual(["storage"]);
  site.pages.answer = () => site.html({ tag: site.tag({ "data-storage": "memory" }) });
  await page.reload();
  await promptOn(page).score(9).click();
  await promptOn(page).button("Skip").click();
  await expect.poll(() => site.records()).toMatchObject([{ answers: { score: 9 } }]);
});
