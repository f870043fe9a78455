import type { Frame, Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { callApi } from "../support/api.ts";
import { surveyShown } from "../support/displays.ts";
import { openSite } from "../support/site.ts";

/** How pages keep a frame where nobody can see it, by what they say of it. */
const HIDDEN: Record<string, string> = {
  "is not displayed": '<iframe style="display:none"',
  "has no size": '<iframe width="0" height="0" style="border:0"',
  "is a pixel": '<iframe width="1" height="1" style="border:0"',
  "lies beside the page": '<iframe style="position:absolute;left:-9999px"',
  "lies further down": '<div style="height:3000px"></div><iframe',
  "is see-through": '<iframe style="opacity:0"',
  "is hidden": '<iframe style="visibility:hidden"',
  "lies in something that is not displayed": '<div style="display:none"><iframe',
  "lies in something see-through": '<div style="opacity:0"><iframe',
  "lies in something without a height": '<div style="height:0;overflow:hidden"><iframe',
};

/** What of these a frame of another origin can know. */
const KNOWN_ACROSS = Object.keys(HIDDEN).filter((how) => !/see-through|is hidden/.test(how));

/** A page around a frame, and the widget in the frame. */
async function openFrame(markup: string, { display = { as: "popover" }, across = false, more = {} } = {}) {
  const site = await openSite({
    surveys: [surveyShown("visit", display, more)],
    attributes: { "data-debug": "", "data-storage": "memory" },
  });
  const inside = `${site.pages.url}/inside`;
  site.pages.answer = (path) =>
    path === "/inside"
      ? site.html({ body: '<h1>Inside</h1><div id="here"></div>' })
      : site.html({ tag: "", body: `${markup} id="frame" src="${inside}"></iframe>` });
  const { page, guard, context } = await site.visit("/none");
  guard.allow(/^log: \[askling\]/);
  await page.goto(across ? site.pages.url.replace("127.0.0.1", "localhost") : site.pages.url);
  await expect.poll(() => page.frame({ url: inside }) !== null).toBe(true);
  const frame = page.frame({ url: inside });
  if (!frame) throw new Error("There is no frame.");
  return { site, page, frame, guard, context };
}

/** Lets everybody see the frame. */
const reveal = (page: Page) =>
  page.evaluate(() => {
    const frame = document.querySelector("iframe");
    for (
      let one: HTMLElement | null | undefined = frame;
      one && one !== document.body;
      one = one.parentElement
    )
      one.style.cssText = "width:700px;height:600px";
    frame?.scrollIntoView();
  });

const inFrame = (frame: Frame, call: string, ...values: unknown[]): Promise<unknown> =>
  frame
    .waitForFunction(() => window.askling && !Array.isArray(window.askling))
    .then(() =>
      frame.evaluate(([name, given]) => Reflect.get(Object(window.askling), name)(...given), [
        call,
        values,
      ] as const),
    );

describe.each([
  { origin: "the same origin", across: false, ways: Object.keys(HIDDEN) },
  { origin: "another origin", across: true, ways: KNOWN_ACROSS },
])("in a frame of $origin", ({ across, ways }) => {
  test.each(ways)("that %s nothing shows by itself until it can be seen", async (how) => {
    const { site, page, frame, guard } = await openFrame(HIDDEN[how] ?? "", { across });
    await expect.poll(() => guard.messages.join()).toContain("visit: waits: nobody can see the frame");
    expect(await frame.locator("askling-prompt").count()).toBe(0);
    expect(await inFrame(frame, "pending")).toBe(0);
    await reveal(page);
    await frame.getByRole("radio", { name: "9", exact: true }).click();
    await expect.poll(() => inFrame(frame, "pending")).not.toBe(0);
    await inFrame(frame, "flush");
    await expect.poll(() => site.records()).toMatchObject([{ answers: { score: 9 } }]);
  });
});

test("a call in a frame that nobody can see is refused, counts nothing, and leaves the turn free", async () => {
  const { page, frame } = await openFrame(HIDDEN["is not displayed"] ?? "", { more: { triggers: [] } });
  expect(await inFrame(frame, "show", "visit")).toEqual({ shown: false, reason: "unavailable" });
  expect(await inFrame(frame, "pending")).toBe(0);
  await reveal(page);
  void inFrame(frame, "show", "visit").catch(() => {});
  await frame.getByRole("radio", { name: "9", exact: true }).waitFor();
});

test("an inline prompt counts only once its frame can be seen", async () => {
  const display = { as: "inline", into: "#here" };
  const { page, frame } = await openFrame(HIDDEN["is see-through"] ?? "", { display });
  await inFrame(frame, "explain", "visit");
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 2_500)));
  expect(await inFrame(frame, "pending")).toBe(0);
  await reveal(page);
  await expect.poll(() => inFrame(frame, "pending")).toBe(1);
});

test("a prompt waits until what fills the screen has gone", async () => {
  const site = await openSite({
    surveys: [surveyShown("visit", { as: "popover" }, { triggers: [{ on: "event", name: "go" }] })],
    attributes: { "data-debug": "" },
    body: '<main><h1>Film</h1><video id="film" style="width:300px;height:200px"></video></main>',
  });
  const { page, guard } = await site.visit();
  guard.allow(/^log: \[askling\]/);
  await callApi(page, "explain", "visit");
  await page.evaluate(() => document.querySelector("#film")?.requestFullscreen());
  await callApi(page, "track", "go");
  await expect.poll(() => guard.messages.join()).toContain("something of the page fills the screen");
  expect(await page.locator("askling-prompt").count()).toBe(0);
  await page.evaluate(() => document.exitFullscreen());
  await page.locator("askling-prompt").getByRole("radio", { name: "9", exact: true }).waitFor();
});

test("a page that fills the screen as a whole keeps no prompt waiting", async () => {
  const site = await openSite({
    surveys: [surveyShown("visit", { as: "popover" }, { triggers: [{ on: "event", name: "go" }] })],
  });
  const { page } = await site.visit();
  await callApi(page, "explain", "visit");
  await page.evaluate(() => document.documentElement.requestFullscreen());
  await callApi(page, "track", "go");
  await page.locator("askling-prompt").getByRole("radio", { name: "9", exact: true }).waitFor();
});
