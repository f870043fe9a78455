import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { callApi } from "../../support/api.ts";
import { dialogOf, hostOf, surveyShown } from "../../support/displays.ts";
import { BODY, openSite } from "../../support/site.ts";

const HOSTILE: Record<string, string> = {
  "all: revert, important": "* { all: revert !important }",
  "all: unset, important": "* { all: unset !important }",
  "a huge root font": "html { font-size: 80px !important } body { font: 60px/3 monospace }",
  "no buttons": "button, h2, p, dialog, section { display: none !important }",
  "transforms on ancestors":
    "html { transform: translateZ(0) } body { transform: rotate(4deg) scale(.5); filter: blur(1px); contain: paint }",
  "a war of z-index":
    "main { position: relative; z-index: 2147483647 } askling-prompt { z-index: -1 !important }",
  "rules for everything": `* { animation: spin 1s infinite; transition: all 3s; position: static !important;
      margin: 40px !important; letter-spacing: 9px; text-transform: uppercase; direction: rtl; float: left;
      visibility: hidden !important; opacity: .1 !important; max-width: 50px !important; color: red !important }
      @keyframes spin { to { transform: rotate(360deg) } }`,
  "backdrops for all": "::backdrop { display: block !important; background: red !important }",
  "its own element": `askling-prompt { display: none !important; width: 10px !important; pointer-events: none !important }
      askling-prompt[data-at] { inset: 0 !important; transform: scale(.1) !important }`,
};

/** Where the prompt's parts are and what they look like. */
const looksOf = (page: Page) =>
  page.evaluate(() => {
    const root = document.querySelector("askling-prompt")?.shadowRoot;
    return Array.from(root?.querySelectorAll("*") ?? [], (element) => {
      const { x, y, width, height } = element.getBoundingClientRect();
      const { color, backgroundColor, fontSize, fontFamily, letterSpacing, visibility, opacity, direction } =
        getComputedStyle(element);
      const box = [x, y, width, height].map(Math.round);
      const look = [
        color,
        backgroundColor,
        fontSize,
        fontFamily,
        letterSpacing,
        visibility,
        opacity,
        direction,
      ];
      return `${element.tagName} ${box} ${look}`;
    });
  });

/** Waits until nothing moves any more. */
const settled = (page: Page) =>
  page.waitForFunction(() => {
    const host = document.querySelector("askling-prompt");
    const root = host?.shadowRoot;
    return (
      root?.querySelector("h2") && root.getAnimations?.().every(({ playState }) => playState !== "running")
    );
  });

async function openUnder(css: string, display: object) {
  const site = await openSite({
    surveys: [surveyShown("visit", display)],
    // A page that scrolls under some of the rules only would be narrower by its scrollbar.
    head: `<style>${css} html { overflow: hidden !important }</style>`,
  });
  const { page } = await site.visit("/", { viewport: { width: 1000, height: 700 }, reducedMotion: "reduce" });
  await settled(page);
  return { site, page };
}

describe.each([{ as: "popover" }, { as: "modal" }])(
  "shown as %j, the prompt is the same under",
  (display) => {
    let expected: string[] | undefined;
    test.each(Object.entries(HOSTILE))("%s", async (_name, css) => {
      expected = expected ?? (await looksOf((await openUnder("", display)).page));
      const { site, page } = await openUnder(css, display);
      await expect.poll(() => looksOf(page)).toEqual(expected);
      await dialogOf(page, "visit").getByRole("radio", { name: "9", exact: true }).click();
      await dialogOf(page, "visit").getByRole("button", { name: "Skip" }).click();
      await expect.poll(() => site.records()).toMatchObject([{ answers: { score: 9 } }]);
    });
  },
);

test("a backdrop rule of the page does not darken it behind a popover", async () => {
  const { page } = await openUnder(HOSTILE["backdrops for all"] ?? "", { as: "popover" });
  const shown = await page.evaluate(() => {
    const host = document.querySelector("askling-prompt");
    return host && getComputedStyle(host, "::backdrop").display;
  });
  expect(shown).toBe("none");
  expect(await page.evaluate(() => document.elementFromPoint(20, 20)?.tagName)).not.toBe("ASKLING-PROMPT");
});

test("the prompt changes nothing of the page, and leaves nothing behind", async () => {
  const site = await openSite({ surveys: [surveyShown("visit", { as: "modal" }, { triggers: [] })] });
  const { page } = await site.visit();
  await callApi(page, "explain", "visit");
  const picture = () =>
    page.evaluate(() => {
      const all = Array.from(document.querySelectorAll("html, body, body *:not(askling-prompt)"));
      return all.map((one) => {
        const { x, y, width, height } = one.getBoundingClientRect();
        const attributes = Array.from(one.attributes, ({ name, value }) => `${name}=${value}`);
        return `${one.tagName} ${attributes} ${x} ${y} ${width} ${height} ${getComputedStyle(one).overflow}`;
      });
    });
  const before = await picture();
  void callApi(page, "show", "visit").catch(() => {});
  await dialogOf(page, "visit").waitFor();
  expect(await picture()).toEqual(before);
  await page.keyboard.press("Escape");
  await hostOf(page, "visit").waitFor({ state: "detached" });
  expect(await picture()).toEqual(before);
});

describe("while the page has a modal dialog open", () => {
  const body = `${BODY}<dialog id="own"><p>Own</p><button id="ask">Ask me</button></dialog>`;
  const openOwn = () => {
    const own = document.getElementById("own");
    if (own instanceof HTMLDialogElement) own.showModal();
  };

  test("a prompt that comes by itself waits until it is closed", async () => {
    const surveys = [surveyShown("visit", { as: "popover" }, { triggers: [{ on: "event", name: "go" }] })];
    const site = await openSite({ surveys, body });
    const { page } = await site.visit();
    await callApi(page, "explain", "visit");
    await page.evaluate(openOwn);
    await callApi(page, "track", "go");
    // Another survey's way through the same session shows that the first has had its chance.
    await callApi(page, "explain", "visit");
    expect(await hostOf(page, "visit").count()).toBe(0);
    await page.evaluate(() => document.getElementById("own")?.remove());
    await dialogOf(page, "visit").waitFor();
  });

  test("one that is called for can be used, and stays when the dialog closes", async () => {
    const surveys = [surveyShown("visit", { as: "popover" }, { triggers: [] })];
    const site = await openSite({ surveys, body });
    const { page } = await site.visit();
    await page.evaluate(openOwn);
    void callApi(page, "show", "visit").catch(() => {});
    const dialog = dialogOf(page, "visit");
    await dialog.getByRole("radio", { name: "4", exact: true }).click();
    await dialog.getByRole("textbox").fill("Half");
    await page.evaluate(() => {
      const own = document.getElementById("own");
      if (own instanceof HTMLDialogElement) own.close();
    });
    await page.locator("body > askling-prompt").waitFor();
    expect(await dialog.getByRole("textbox").inputValue()).toBe("Half");
    await dialog.getByRole("button", { name: "Send" }).click();
    await expect.poll(() => site.records()).toMatchObject([{ answers: { score: 4, reason: "Half" } }]);
  });
});
