import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { expect, onTestFinished, test } from "vitest";
import { LANGUAGES } from "../../widget/prompt/words/languages.ts";
import { DISPLAYS, PICTURE, QUESTIONS } from "../looks/specimens.ts";
import { callApi } from "../support/api.ts";
import { newVisitor } from "../support/browser.ts";
import { hostOf } from "../support/displays.ts";
import { FAILED_REQUEST } from "../support/guard.ts";
import { openPages } from "../support/pages.ts";
import { promptOn } from "../support/prompt.ts";
import { openSite, SCORE_AND_COMMENT } from "../support/site.ts";

const GO = [{ on: "event", name: "go" }];
const later = { ...SCORE_AND_COMMENT, triggers: GO };
/** Wants pieces that a plain survey does not. */
const LARGE_MODAL = { display: { as: "modal" }, theme: { textScale: 1.5 } };

/** Waits until the prompt has come, with what is fetched with it: from then on a page may be without a connection. */
async function promptIsThere(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    performance
      .getEntriesByType("resource")
      .some((one) => one.name.includes("/askling-prompt.js") && "responseEnd" in one && one.responseEnd),
  );
  await page.waitForLoadState("networkidle");
}

/** The pieces that a page has, by their names. */
const loaded = (page: Page): Promise<(string | undefined)[]> =>
  page.evaluate(() =>
    performance.getEntriesByType("resource").map(({ name }) => /askling-([\w-]+)\.js/.exec(name)?.[1]),
  );

const moveTo = (page: Page, path: string) => page.evaluate((to) => history.pushState({}, "", to), path);

/** Pieces that are asked for from now on. */
function piecesAskedFor(page: Page): string[] {
  const asked: string[] = [];
  page.on("request", (request) => {
    const [piece] = /askling-[\w-]+\.js/.exec(request.url()) ?? [];
    if (piece) asked.push(piece);
  });
  return asked;
}

interface Look {
  question: string;
  display: string;
  language: string;
  textScale: number;
}
const displays = Object.keys(DISPLAYS);
/** Each language, question and display with others; every third in large letters. */
const LOOKS: Look[] = Object.keys(QUESTIONS).map((question, index) => ({
  question,
  display: displays[index % displays.length] ?? "",
  language: LANGUAGES[index % LANGUAGES.length] ?? "",
  textScale: index % 3 === 1 ? 1.4 : 1,
}));

/** A page with one survey that an event shows; its manifest is unchecked, its visitor always new. */
function pageOf({ question, display, language, textScale }: Look): string {
  const survey = {
    id: "visit",
    triggers: GO,
    display: DISPLAYS[display],
    theme: { textScale },
    questions: [{ id: "q", title: "How was it?", ...QUESTIONS[question] }],
  };
  return `<!doctype html><html lang="${language}"><body><div id="in"></div>
    <script type="application/json" id="askling-surveys">${JSON.stringify({ version: 1, surveys: [survey] })}</script>
    <script async src="/dist/askling.js" data-storage="memory"></script></body></html>`;
}

test("once the prompt is there, no language, display or type of question needs a request to show", async () => {
  const headers = { "Cache-Control": "no-store" };
  const pages = await openPages((path) => {
    if (path === PICTURE) return { body: '<svg xmlns="http://www.w3.org/2000/svg"/>', type: "image/svg+xml" };
    const look = LOOKS[Number(path.slice(1))];
    if (look) return { body: pageOf(look), headers };
    const body = readFileSync(new URL(`../..${path}`, import.meta.url), "utf8");
    return { body, type: "text/javascript", headers };
  });
  onTestFinished(pages.close);
  const { context } = await newVisitor();
  for (const [index, look] of LOOKS.entries()) {
    const page = await context.newPage();
    await page.goto(`${pages.url}/${index}`);
    await promptIsThere(page);
    const asked = piecesAskedFor(page);
    await callApi(page, "track", "go");
    await hostOf(page, "visit").locator("button").first().waitFor();
    // Delivery comes once a prompt is there.
    const needed = asked.filter((piece) => piece !== "askling-delivery.js");
    expect({ ...look, needed }).toEqual({ ...look, needed: [] });
    await page.close();
  }
});

test("a page that has its prompt and goes offline shows it, keeps the answer and delivers it later", async () => {
  const site = await openSite({ surveys: [later] });
  const { page, context, guard } = await site.visit();
  guard.allow(FAILED_REQUEST);
  await promptIsThere(page);
  await context.setOffline(true);
  await callApi(page, "track", "go");
  await promptOn(page).score(9).click();
  await promptOn(page).button("Skip").click();
  await expect.poll(() => callApi(page, "pending")).toBe(1);
  await context.setOffline(false);
  await expect.poll(() => site.records()).toMatchObject([{ answers: { score: 9 }, state: "complete" }]);
});

for (const [when, audience, change] of [
  ["traits come", { traits: { plan: "pro" } }, (page: Page) => callApi(page, "setTraits", { plan: "pro" })],
  ["the address changes", { url: { contains: "/orders" } }, (page: Page) => moveTo(page, "/orders")],
] as const)
  test(`what a survey wants that becomes likely when ${when} is fetched ahead as well`, async () => {
    const plain = { ...later, id: "plain", triggers: [{ on: "event", name: "other" }] };
    const site = await openSite({ surveys: [plain, { ...later, ...LARGE_MODAL, audience }] });
    const { page, context } = await site.visit();
    await promptIsThere(page);
    expect(site.gate.seen.map(({ path }) => path)).not.toContain("/askling-displays.js");
    await change(page);
    await expect.poll(() => loaded(page)).toEqual(expect.arrayContaining(["displays", "large"]));
    await context.setOffline(true);
    await callApi(page, "track", "go");
    await promptOn(page).score(9).waitFor();
  });

test("what a call may show is fetched ahead where a prompt is", async () => {
  const called = { ...SCORE_AND_COMMENT, ...LARGE_MODAL, triggers: undefined };
  const elsewhere = { ...called, id: "elsewhere", questions: [{ id: "q", type: "thumbs", title: "?" }] };
  const site = await openSite({
    surveys: [{ ...later, id: "plain" }, called, { ...elsewhere, audience: { traits: { plan: "pro" } } }],
  });
  const { page, context } = await site.visit();
  await promptIsThere(page);
  await context.setOffline(true);
  void callApi(page, "show", "visit").catch(() => {});
  await promptOn(page).score(9).waitFor();
  expect(await loaded(page)).not.toContain("questions");
});

test("when the page changes its language, its words are fetched ahead again", async () => {
  const site = await openSite({ surveys: [later] });
  const { page, context } = await site.visit();
  await promptIsThere(page);
  await page.evaluate(() => {
    document.documentElement.lang = "zh-HK";
  });
  await expect.poll(() => loaded(page)).toContain("words-zh-TW");
  await context.setOffline(true);
  await callApi(page, "track", "go");
  await promptOn(page).button("關閉").waitFor();
});

/** The pieces on the way to a prompt in the order in which they come, and how a survey that wants them shows. */
const MISSING = [
  ["prompt", "modal"],
  ["prompt", "inline"],
  ["check", "modal"],
  ["displays", "modal"],
  ["displays", "tab"],
  ["large", "inline"],
] as const;

for (const [missing, display] of MISSING)
  test(`who is offline while askling-${missing}.js is fetched ahead for ${display} gets it later, and no event is lost`, async () => {
    const survey = { ...later, ...LARGE_MODAL, display: DISPLAYS[display] };
    const surveys = { body: JSON.stringify({ version: 1, surveys: [survey] }), type: "application/json" };
    const site = await openSite({
      surveys: [survey],
      body: `<div id="in"></div>`,
      files: { "/surveys.json": surveys },
      attributes: missing === "check" ? { "data-surveys": "/surveys.json" } : {},
    });
    const { context, guard } = await newVisitor();
    guard.allow(FAILED_REQUEST);
    const asked: string[] = [];
    let reaches = false;
    await context.route(new RegExp(`askling-${missing}\\.js`), async (route) => {
      asked.push(route.request().url());
      if (reaches) return route.continue();
      await context.setOffline(true);
      await route.abort("internetdisconnected");
    });
    const page = await context.newPage();
    await page.goto(site.pages.url);
    await expect.poll(() => asked).toHaveLength(1);
    await expect.poll(() => page.evaluate(() => navigator.onLine)).toBe(false);
    await callApi(page, "track", "go");
    expect(await promptOn(page).host.count()).toBe(0);
    reaches = true;
    await context.setOffline(false);
    if (display === "tab") await hostOf(page, "visit").getByRole("button").click();
    await promptOn(page).score(9).click();
    await promptOn(page).button("Send").click();
    await promptOn(page).button("Skip").click();
    await expect.poll(() => site.records()).toMatchObject([{ answers: { score: 9 }, state: "complete" }]);
    // Browsers that remember what an address could not bring are asked for another one.
    expect(new Set(asked).size).toBe(asked.length);
  });
