import { expect, test } from "vitest";
import { callApi } from "../support/api.ts";
import { newVisitor } from "../support/browser.ts";
import { FAILED_REQUEST } from "../support/guard.ts";
import { promptOn } from "../support/prompt.ts";
import { openSite, SCORE_AND_COMMENT } from "../support/site.ts";

const PIECE = "/askling-pattern.js";
const paid = { on: "event", name: "paid", where: { order: { matches: "^[A-Z]{2}-\\d+$" } } };
const byPattern = {
  ...SCORE_AND_COMMENT,
  triggers: [paid],
  audience: { url: { matches: "^https?://[^/]+/(?:orders/.*)?$" } },
  questions: [
    { id: "score", type: "nps", title: "How likely are you to recommend us to a friend?" },
    { id: "reason", type: "text", title: "Why?", when: { trait: "plan", matches: "(pro|team)+$" } },
    {
      id: "ease",
      type: "ces",
      title: "Was it easy?",
      when: { trait: "plan", not: { matches: "(pro|team)+$" } },
    },
  ],
};
const plain = { ...SCORE_AND_COMMENT, id: "plain", triggers: [{ on: "event", name: "asked" }] };

test("the piece for patterns is fetched before anything is judged, once", async () => {
  const site = await openSite({ surveys: [byPattern] });
  const { page } = await site.visit("/orders/7");
  await site.listens();
  await callApi(page, "setTraits", { plan: "xprotect" });
  await callApi(page, "track", "paid", { order: "7" });
  await callApi(page, "track", "paid", { order: "AB-7" });
  await promptOn(page).score(3).click();
  // `pro` is in it, but not at its end.
  await expect.poll(() => promptOn(page).heading.textContent()).toContain("Was it easy?");
  const pieces = site.gate.seen.map(({ path }) => path).filter((path) => path.startsWith("/askling-"));
  expect(pieces.indexOf(PIECE)).toBe(0);
  expect(pieces.lastIndexOf(PIECE)).toBe(0);
});

test("no page fetches it whose manifest has no pattern, though its words and names look so", async () => {
  const site = await openSite({
    surveys: [
      {
        ...SCORE_AND_COMMENT,
        sender: 'The "matches": shop',
        audience: { traits: { matched: { exists: false } } },
      },
    ],
  });
  const { page } = await site.visit();
  await promptOn(page).score(3).waitFor();
  expect(site.gate.seen.map(({ path }) => path)).not.toContain(PIECE);
});

test("the build in one file carries it inside", async () => {
  const site = await openSite({ surveys: [byPattern] });
  const { context } = await newVisitor();
  const page = await context.newPage();
  await page.route("**/askling-*.js*", (route) => route.abort());
  await page.route("**/askling.js", (route) => route.continue({ url: `${site.gate.url}/askling.full.js` }));
  await page.goto(site.pages.url);
  await callApi(page, "track", "paid", { order: "7" });
  await callApi(page, "track", "paid", { order: "AB-7" });
  await promptOn(page).score(3).waitFor();
  expect(site.gate.seen.map(({ path }) => path)).not.toContain(PIECE);
});

test("surveys with patterns wait for the piece, and hear what was reported meanwhile", async () => {
  const site = await openSite({ surveys: [byPattern] });
  const { context, guard } = await newVisitor();
  const page = await context.newPage();
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(`**${PIECE}*`, async (route) => {
    await held;
    await route.continue();
  });
  const asked = page.waitForRequest((request) => request.url().includes(PIECE));
  await page.goto(site.pages.url);
  await asked;
  await callApi(page, "track", "paid", { order: "AB-7" });
  expect(await promptOn(page).host.count()).toBe(0);
  release();
  await promptOn(page).score(3).waitFor();
  expect(guard.messages).toEqual([]);
});

test("where the piece cannot be had, its surveys do not show and say so, and the others show", async () => {
  const site = await openSite({ surveys: [byPattern, plain] });
  const { context, guard } = await newVisitor();
  guard.allow(FAILED_REQUEST);
  const page = await context.newPage();
  await page.addInitScript(() => {
    Object.assign(window, { errors: [] });
    Object.assign(window, {
      askling: [["on", "error", (detail: unknown) => Reflect.get(window, "errors").push(detail)]],
    });
  });
  await page.route(`**${PIECE}*`, (route) => route.abort());
  await page.goto(site.pages.url);
  await callApi(page, "track", "paid", { order: "AB-7" });
  await callApi(page, "track", "asked");
  await promptOn(page).score(3).click();
  await promptOn(page).button("Close").click();
  await promptOn(page).host.waitFor({ state: "detached" });
  await expect.poll(() => site.records("plain")).toMatchObject([{ answers: { score: 3 } }]);
  for (const force of [false, true])
    expect(await callApi(page, "show", "visit", { force })).toEqual({ shown: false, reason: "unavailable" });
  expect(await callApi(page, "explain", "visit")).toContainEqual({
    rule: "unavailable",
    pass: false,
    detail: "what matches patterns cannot be fetched",
  });
  expect(await page.evaluate(() => Reflect.get(window, "errors"))).toEqual([
    { code: "unavailable", message: expect.stringContaining("askling-pattern.js") },
  ]);
});

test("a pattern and a text that were chosen to be slow freeze no page", async () => {
  const slow = (id: string, matches: string) => ({
    ...SCORE_AND_COMMENT,
    id,
    triggers: [{ on: "event", name: "asked" }],
    audience: { traits: { note: { matches } } },
  });
  const patterns = [
    ".*refund.*broken.*money",
    ".*.*.*=.*",
    "(a|aa)+$",
    "^(([a-z])+.)+[A-Z]([a-z])+$",
    "(x+x+)+y",
  ];
  const site = await openSite({ surveys: patterns.map((pattern, place) => slow(`slow-${place}`, pattern)) });
  const { page } = await site.visit();
  await callApi(page, "explain", "slow-0");
  const longest = await page.evaluate(
    async (texts) => {
      let most = 0;
      for (const note of texts) {
        const begin = performance.now();
        Reflect.get(Object(window.askling), "setTraits")({ note });
        most = Math.max(most, performance.now() - begin);
      }
      return most;
    },
    ["refund broken ", "x", "a", "aB"].map((part) => `${part.repeat(2_000).slice(0, 1_979)}!`),
  );
  // A minute and more for each, where every way to match is tried.
  expect(longest).toBeLessThan(2_000);
});

test("a manifest that no collector has checked is left without surveys whose patterns cannot be used", async () => {
  const manifest = {
    version: 1,
    surveys: [
      { ...SCORE_AND_COMMENT, id: "broken", audience: { url: { matches: "^(?!.*draft).*$" } } },
      { ...SCORE_AND_COMMENT, audience: { url: { matches: "^(h+)+ttp" } } },
    ],
  };
  const site = await openSite({
    attributes: { "data-surveys": "/surveys.json" },
    files: { "/surveys.json": { body: JSON.stringify(manifest), type: "application/json" } },
  });
  const { page, guard } = await site.visit();
  guard.allow(/^error: Askling: survey "broken" is left out/);
  await promptOn(page).score(3).waitFor();
  expect(guard.messages).toEqual([
    expect.stringContaining(
      'surveys[0].audience.url.matches: found "^(?!.*draft).*$", expected a safe regular expression (this one: lookaround at index 1)',
    ),
  ]);
});
