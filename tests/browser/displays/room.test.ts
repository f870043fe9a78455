import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { boxOf } from "../../support/box.ts";
import { dialogOf, hostOf, surveyShown } from "../../support/displays.ts";
import { openSite } from "../../support/site.ts";

/** Whether the prompt, if it is visible, covers any of the focused field. */
const coversField = (page: Page) =>
  page.evaluate(() => {
    const host = document.querySelector("askling-prompt");
    const field = document.activeElement?.getBoundingClientRect();
    if (!host || !field || getComputedStyle(host).visibility === "hidden") return false;
    const box = host.getBoundingClientRect();
    return (
      field.bottom > box.top && field.top < box.bottom && field.right > box.left && field.left < box.right
    );
  });

test.each([
  ["at the bottom right", "right:0;bottom:0", { width: 1280, height: 720 }],
  ["at the right, full height", "right:0;top:0;bottom:0;width:400px", { width: 1280, height: 720 }],
  ["at the bottom of a phone", "left:0;right:0;bottom:0", { width: 360, height: 640 }],
  ["in the middle of a phone", "left:0;right:0;top:280px", { width: 360, height: 640 }],
  ["all over a phone", "left:0;right:0;top:0;bottom:0", { width: 360, height: 640 }],
])("a focused field %s is not covered", async (_where, style, viewport) => {
  const body = `<textarea id="field" style="position:fixed;${style}"></textarea>`;
  const site = await openSite({ surveys: [surveyShown("visit", { as: "popover" })], body });
  const { page } = await site.visit("/", { viewport });
  await dialogOf(page, "visit").waitFor();
  await page.locator("#field").focus();
  await expect.poll(() => coversField(page)).toBe(false);
  await page.evaluate(() => document.getElementById("field")?.blur());
  await expect.poll(() => dialogOf(page, "visit").isVisible()).toBe(true);
});

test("a field that scrolls under the prompt is not covered", async () => {
  const body = `<p style="height:500px"></p><input id="field" style="width:90%"><p style="height:2000px"></p>`;
  const site = await openSite({ surveys: [surveyShown("visit", { as: "popover" })], body });
  const { page } = await site.visit("/", { viewport: { width: 360, height: 640 } });
  await dialogOf(page, "visit").waitFor();
  await page.locator("#field").focus();
  for (const y of [0, 100, 200, 400]) {
    await page.evaluate((top) => scrollTo(0, top), y);
    await expect.poll(() => coversField(page)).toBe(false);
  }
});

test("a sheet stands on the keyboard of a phone, no higher than what is left", async () => {
  const site = await openSite({ surveys: [surveyShown("visit", { as: "popover" })] });
  const { page } = await site.visit("/", { viewport: { width: 360, height: 640 }, hasTouch: true });
  const dialog = dialogOf(page, "visit");
  await dialog.getByRole("radio", { name: "3", exact: true }).click();
  await dialog.getByRole("textbox").focus();
  await page.evaluate(() => {
    const seen = Object.assign(new EventTarget(), { offsetTop: 20, height: 300, width: 360, scale: 1 });
    const real = window.visualViewport;
    Object.defineProperty(window, "visualViewport", { configurable: true, value: seen });
    real?.dispatchEvent(new Event("resize"));
  });
  await expect.poll(async () => Math.round(await bottomOf(page))).toBe(320);
  const box = await boxOf(dialog);
  expect(box.y).toBeGreaterThanOrEqual(20);
  const send = await boxOf(dialog.getByRole("button", { name: "Send" }));
  expect(send.y + send.height).toBeLessThanOrEqual(320);
});

const bottomOf = async (page: Page) => {
  const box = await hostOf(page, "visit").boundingBox();
  return (box?.y ?? 0) + (box?.height ?? 0);
};
