import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { callApi } from "../support/api.ts";
import { promptOn } from "../support/prompt.ts";
import { openSite, SCORE_AND_COMMENT } from "../support/site.ts";

const later = { ...SCORE_AND_COMMENT, triggers: [{ on: "event", name: "go" }] };

/** Members of the document that the widget reads, and some that it might. */
const MEMBERS = [
  ...["currentScript", "body", "head", "documentElement", "hidden", "visibilityState", "readyState"],
  ...["activeElement", "addEventListener", "removeEventListener", "querySelector", "querySelectorAll"],
  ...["getElementById", "createElement", "createElementNS", "createTextNode", "createDocumentFragment"],
  ...["baseURI", "referrer", "title", "cookie", "scrollingElement", "elementFromPoint", "adoptedStyleSheets"],
  ...["fullscreenElement", "defaultView", "forms", "scripts", "contains", "ownerDocument", "childNodes"],
];

/** What a page has, before the script and its data, that is found under a name of the widget's. */
const PAGES: [string, string][] = [
  ["a <div id=askling>", `<div id="askling"></div>`],
  ["a <form id=askling> with fields named like calls", formOf("push", "track", "version", "length")],
  ["an <img name=askling>", `<img name="askling" alt="">`],
  ["two elements named askling", `<img name="askling" alt=""><form name="askling"></form>`],
  ["a frame named askling", `<iframe name="askling"></iframe>`],
  ["a frame of another site named askling", `<iframe name="askling" src="data:text/html,hello"></iframe>`],
  ["an <img name=currentScript>", `<img name="currentScript" alt="">`],
  ["a <div id=askling-surveys>", `<div id="askling-surveys">{}</div>`],
  ["a script of another type with that id", `<script type="text/plain" id="askling-surveys">{}</script>`],
];

function formOf(...names: string[]): string {
  return `<form id="askling">${names.map((name) => `<input name="${name}">`).join("")}</form>`;
}

const inPage = (surveys: readonly unknown[]) =>
  `<script type="application/json" id="askling-surveys">${JSON.stringify({ version: 1, surveys })}</script>`;

for (const [what, html] of PAGES)
  test(`${what} in the page makes no difference`, async () => {
    const site = await openSite({ surveys: [later] });
    site.pages.answer = () => {
      const tag = site.tag({ "data-surveys": undefined }).replace(" async", "");
      return site.html({ body: `${html}${inPage([later])}${tag}<input id="field">`, tag: "" });
    };
    const { page } = await site.visit();
    await callApi(page, "track", "go");
    await promptOn(page).score(9).click();
    await promptOn(page).text.fill("Because");
    await promptOn(page).button("Send").click();
    await expect.poll(() => site.records()).toMatchObject([{ answers: { score: 9 }, state: "complete" }]);
    await promptOn(page).button("Close").click();
    await promptOn(page).host.waitFor({ state: "detached" });
    await callApi(page, "destroy");
  });

/** Clicks a button of the prompt as soon as it is there, without the document's own members. */
const press = (page: Page, name: string) =>
  page.waitForFunction((wanted) => {
    const host = Document.prototype.querySelector.call(document, "askling-prompt");
    const buttons = Array.from(host?.shadowRoot?.querySelectorAll("button") ?? []);
    const found = buttons.find((one) =>
      [one.textContent, one.getAttribute("aria-label")].some((text) => text?.trim() === wanted),
    );
    found?.click();
    return found;
  }, name);

/** Puts the site's script and other elements into the page that is open, as a tag manager would. */
const insert = (page: Page, before: string, tag: string, after: string) =>
  page.evaluate(
    ([first, script, last]) => {
      const body = Document.prototype.querySelector.call(document, "body");
      const made = Document.prototype.createElement.call(document, "script");
      const written = new DOMParser().parseFromString(String(script), "text/html").querySelector("script");
      for (const { name, value } of Array.from(written?.attributes ?? [])) made.setAttribute(name, value);
      made.onload = () => body?.insertAdjacentHTML("beforeend", String(last));
      body?.insertAdjacentHTML("beforeend", String(first));
      body?.append(made);
    },
    [before, tag, after],
  );

const EACH_MEMBER = ["img", "form", "iframe"].map((tag) => ({
  tag,
  html: MEMBERS.map((name) => `<${tag} name="${name}"></${tag}>`).join(""),
}));

for (const { tag, html } of EACH_MEMBER)
  for (const [when, before, after] of [
    ["before", html, ""],
    ["after", "", html],
  ] as const)
    test(`a <${tag}> named like each member of the document, ${when} the script, makes no difference`, async () => {
      const site = await openSite({ surveys: [{ ...later, display: { as: "modal" } }] });
      site.pages.answer = () => site.html({ tag: "" });
      const { page } = await site.visit();
      await insert(page, before + formOf("push"), site.tag(), after + formOf("track"));
      await page.waitForFunction(() => typeof Object(window.askling).track === "function");
      await callApi(page, "track", "go");
      await press(page, "9");
      await press(page, "Skip");
      await expect.poll(() => site.records()).toMatchObject([{ answers: { score: 9 }, state: "complete" }]);
      await press(page, "Close");
    });

test("an element named navigation does not hide a single page's moves where there is no Navigation API", async () => {
  const onOrders = { ...SCORE_AND_COMMENT, audience: { url: { contains: "/orders" } } };
  // As in engines of before: what is no member of the window is looked for among the elements.
  const head = `<script>delete window.navigation; delete Window.prototype.navigation</script>`;
  const site = await openSite({ surveys: [onOrders], head, body: `<nav id="navigation">Menu</nav>` });
  const { page } = await site.visit("/home");
  expect(await page.evaluate(() => String(Reflect.get(window, "navigation")))).toContain("HTMLElement");
  await callApi(page, "explain", "visit");
  await page.evaluate(() => history.pushState({}, "", "/orders"));
  await promptOn(page).score(9).waitFor();
});
