import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { callApi } from "../support/api.ts";
import { newVisitor } from "../support/browser.ts";
import { promptOn } from "../support/prompt.ts";
import { openSite, type Site, type SiteOptions } from "../support/site.ts";

const BUILDS = ["askling.js", "askling.full.js"];
const NO_SETTINGS = "warning: Askling: found no settings 5 s after the page has loaded";
const jquery = readFileSync(new URL("../../node_modules/jquery/dist/jquery.js", import.meta.url), "utf8");

/** A page without the tag, which gets the script in ways of its own. */
async function openBare(body: (site: Site) => string, options: SiteOptions = {}): Promise<Site> {
  const site = await openSite(options);
  site.pages.answer = (path) =>
    options.files?.[path] ??
    (path === "/jquery.js"
      ? { body: jquery, type: "text/javascript" }
      : site.html({ tag: "", body: body(site) }));
  return site;
}

/** What `init` and the tag say, in the words of code. */
const optionsOf = (site: Site) => ({
  key: "pk_shop",
  surveys: `${site.gate.url}/v1/surveys?key=pk_shop`,
  endpoint: `${site.gate.url}/v1/batches`,
});
const initOf = (site: Site, options: object = optionsOf(site)) =>
  `<script>(window.askling = window.askling || []).push(["init", ${JSON.stringify(options)}])</script>`;

/** Answers the survey that shows on load; the record has come. */
async function answer(site: Site, page: Page): Promise<void> {
  await promptOn(page).score(9).click();
  await promptOn(page).button("Skip").click();
  await expect.poll(() => site.records()).toMatchObject([{ answers: { score: 9 }, state: "complete" }]);
}

const evaluated = (file: string, site: Site, how: string) =>
  `<script>fetch("${site.gate.url}/${file}").then((found) => found.text()).then((text) => { ${how} })</script>`;

/** Ways in which a script comes without being the current one, or without its attributes. */
const WAYS: [string, (site: Site, file: string) => string][] = [
  [
    "a module",
    (site, file) => site.tag({ src: `${site.gate.url}/${file}`, type: "module" }).replace(" async", ""),
  ],
  [
    "a module with a query, in the head of many scripts",
    (site, file) =>
      `<script src="/jquery.js"></script>${site.tag({ src: `${site.gate.url}/${file}?a=b/c`, type: "module" })}`,
  ],
  [
    "jQuery's append",
    (site, file) =>
      `<script src="/jquery.js"></script><script>$("body").append(${JSON.stringify(
        site.tag({ src: `${site.gate.url}/${file}` }),
      ).replace(/<\/script/g, "<\\/script")})</script>`,
  ],
  [
    "jQuery's getScript, with init",
    (site, file) =>
      `${initOf(site)}<script src="/jquery.js"></script><script>$.getScript("${site.gate.url}/${file}")</script>`,
  ],
  ["an indirect eval, with init", (site, file) => initOf(site) + evaluated(file, site, "(0, eval)(text)")],
  ["new Function, with init", (site, file) => initOf(site) + evaluated(file, site, "new Function(text)()")],
  [
    "new Function, with the tag in the page for who reads it",
    (site, file) =>
      site.tag({ src: `${site.gate.url}/${file}`, type: "text/plain" }) +
      evaluated(file, site, "new Function(text)()"),
  ],
  [
    "import(), with init",
    (site, file) => `${initOf(site)}<script>import("${site.gate.url}/${file}")</script>`,
  ],
  [
    "a tag manager that strips attributes, with init before",
    (site, file) => `${initOf(site)}<script async src="${site.gate.url}/${file}"></script>`,
  ],
  [
    "a tag manager that strips attributes, with init after",
    (site, file) => `<script src="${site.gate.url}/${file}"></script>${initOf(site)}`,
  ],
];

for (const file of BUILDS)
  for (const [way, body] of WAYS)
    test(`${file} by ${way}: its settings are found`, async () => {
      const site = await openBare((one) => body(one, file));
      const { page } = await site.visit();
      await answer(site, page);
    });

test("init long after the script has loaded begins then, and what was called before is not lost", async () => {
  const site = await openBare((one) => `<script src="${one.gate.url}/askling.js"></script>`, {
    surveys: [
      {
        id: "visit",
        triggers: [{ on: "event", name: "go" }],
        questions: [{ id: "score", type: "nps", title: "?" }],
      },
    ],
  });
  const { page } = await site.visit();
  await callApi(page, "identify", "u1", { plan: "pro" });
  await callApi(page, "track", "go");
  const explained = page.evaluate(async () => (await Object(window.askling).explain("visit")).length);
  await page.evaluate((options) => Object(window.askling).push(["init", options]), optionsOf(site));
  await promptOn(page).score(9).click();
  await expect
    .poll(() => site.records())
    .toMatchObject([{ answers: { score: 9 }, user: { id: "u1", traits: { plan: "pro" } } }]);
  expect(await explained).toBeGreaterThan(1);
});

test("attributes win over init key by key, and a second init is warned about", async () => {
  const site = await openBare(
    (one) =>
      initOf(one, {
        key: "pk_other",
        locale: "zh-CN",
        surveys: optionsOf(one).surveys,
        traits: { plan: "pro" },
      }) +
      initOf(one, { locale: "de" }) +
      one.tag({ "data-surveys": undefined, "data-text-scale": "1.2" }),
  );
  const { page, guard } = await site.visit();
  guard.allow(/^warning: Askling: a further init is ignored/);
  await promptOn(page).score(9).click();
  await promptOn(page).button("跳过").click();
  await expect
    .poll(() => site.records())
    .toMatchObject([{ locale: "zh-CN", state: "complete", user: { traits: { plan: "pro" } } }]);
  expect(guard.messages).toHaveLength(1);
});

test("consent that init leaves pending keeps everything until it is given", async () => {
  const site = await openBare(
    (one) =>
      initOf(one, { ...optionsOf(one), consent: "pending" }) +
      `<script src="${one.gate.url}/askling.js"></script>`,
  );
  const { page } = await site.visit();
  expect(await callApi(page, "show", "visit")).toEqual({ shown: false, reason: "consent" });
  expect(site.gate.seen.map(({ path }) => path)).toEqual(["/askling.js"]);
  await callApi(page, "setConsent", true);
  await answer(site, page);
});

test("a bare tag with a manifest in the page needs no settings", async () => {
  const manifest = {
    version: 1,
    surveys: [{ id: "visit", triggers: [{ on: "load" }], questions: [{ id: "q", type: "nps", title: "?" }] }],
  };
  const site = await openBare(
    (one) =>
      `<script src="${one.gate.url}/askling.js"></script><script type="application/json" id="askling-surveys">${JSON.stringify(manifest)}</script>`,
  );
  const { page } = await site.visit();
  await promptOn(page).score(9).waitFor();
});

for (const [way, body] of [
  [
    "whose attributes were stripped",
    (site: Site) => `<script async src="${site.gate.url}/askling.js"></script>`,
  ],
  [
    "that was fetched and evaluated",
    (site: Site) => evaluated("askling.full.js", site, "new Function(text)()"),
  ],
] as const)
  test(`a script ${way}, without settings, says so once, 5 s after the page has loaded`, async () => {
    const site = await openBare(body);
    const { context, guard } = await newVisitor();
    guard.allow(/^warning: Askling: found no settings/);
    const page = await context.newPage();
    await page.clock.install();
    await page.goto(site.pages.url, { waitUntil: "load" });
    await page.waitForFunction(() => typeof Object(window.askling).track === "function");
    await page.clock.runFor(4_900);
    expect(guard.messages).toEqual([]);
    await page.clock.runFor(60_000);
    await expect.poll(() => guard.messages).toEqual([expect.stringContaining(NO_SETTINGS)]);
    // Nothing but the script, and what waits for its settings.
    expect(site.gate.seen.map(({ path }) => path).filter((path) => path !== "/askling-late.js")).toEqual([
      expect.stringMatching(/^\/askling(?:\.full)?\.js$/),
    ]);
  });

test("a script that was evaluated from nowhere says that its parts cannot be fetched", async () => {
  const text = readFileSync(new URL("../../dist/askling.js", import.meta.url), "utf8");
  const site = await openBare(initOf);
  const { page, guard } = await site.visit();
  guard.allow(/^warning: Askling: the rest of it cannot be read: .*askling-late/);
  await page.evaluate((source) => new Function(source)(), text);
  await expect.poll(() => guard.messages).toHaveLength(1);
});

test("a second copy that settings were found for is still ignored", async () => {
  const site = await openSite();
  site.pages.answer = () =>
    site.html({
      tag: site.tag().replace(" async", "") + site.tag({ type: "module", "data-key": "pk_other" }),
    });
  const { page } = await site.visit();
  await answer(site, page);
  expect(await promptOn(page).host.count()).toBe(1);
});

test.each(["", "yes", "Granted", "true", "0"])(
  "a consent of %j, which cannot be read, does not count as given",
  async (consent) => {
    const site = await openSite({ attributes: { "data-consent": consent, "data-debug": "" } });
    const { page } = await site.visit();
    expect(await callApi(page, "show", "visit")).toEqual({ shown: false, reason: "consent" });
    expect(site.gate.seen.map(({ path }) => path)).toEqual(["/askling.js"]);
  },
);
