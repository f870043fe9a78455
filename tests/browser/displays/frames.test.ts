import { describe, expect, test } from "vitest";
import { boxOf } from "../../support/box.ts";
import { dialogOf, hostOf, isInWindow, surveyShown } from "../../support/displays.ts";
import { openSite } from "../../support/site.ts";

const WIDTHS = [320, 360, 768, 1280];
const POSITIONS = ["bottom-right", "bottom-left", "top-right", "top-left", "center"];
const DISPLAYS = [
  ...POSITIONS.map((position) => ({ as: "popover", position })),
  { as: "sheet" },
  { as: "modal" },
  { as: "bar" },
  { as: "bar", position: "top-left" },
];

describe.each(DISPLAYS)("shown as %j", (display) => {
  test("it lies in the window at every width, with its Close button, and asks", async () => {
    const site = await openSite({ surveys: [surveyShown("visit", display)] });
    const { page } = await site.visit("/", { viewport: { width: 1280, height: 720 } });
    const dialog = dialogOf(page, "visit");
    await dialog.waitFor();
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 640 });
      await expect.poll(() => isInWindow(page, dialog)).toBe(true);
      await expect.poll(() => isInWindow(page, dialog.getByRole("button", { name: "Close" }))).toBe(true);
      expect(await dialog.getByRole("radio").count()).toBe(11);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    }
    await dialog.getByRole("radio", { name: "9", exact: true }).click();
    await dialog.getByRole("button", { name: "Skip" }).click();
    await expect.poll(() => site.records()).toMatchObject([{ state: "complete", answers: { score: 9 } }]);
  });
});

test("each popover stands in its own place, and in narrow windows at the edge", async () => {
  const surveys = POSITIONS.map((position) =>
    surveyShown(position, { as: "popover", position }, { triggers: [] }),
  );
  const site = await openSite({ surveys });
  const { page } = await site.visit("/", { viewport: { width: 1280, height: 720 } });
  const middleOf = async (position: string) => {
    await page.setViewportSize({ width: 1280, height: 720 });
    await page.waitForFunction(() => window.askling && !Array.isArray(window.askling));
    await page.evaluate((id) => void Reflect.get(Object(window.askling), "show")(id), position);
    const dialog = dialogOf(page, position);
    await dialog.waitFor();
    const box = await boxOf(dialog);
    await page.setViewportSize({ width: 360, height: 640 });
    await expect.poll(async () => (await dialog.boundingBox())?.width).toBe(360);
    await dialog.getByRole("button", { name: "Close" }).click();
    await hostOf(page, position).waitFor({ state: "detached" });
    const side = (off: number) => Math.sign(Math.round(off / 20));
    return [side(box.x + box.width / 2 - 640), side(box.y + box.height / 2 - 360)];
  };
  const places: Record<string, number[]> = {};
  for (const position of POSITIONS) places[position] = await middleOf(position);
  expect(places).toEqual({
    "bottom-right": [1, 1],
    "bottom-left": [-1, 1],
    "top-right": [1, -1],
    "top-left": [-1, -1],
    center: [0, 0],
  });
});

test.each([
  ["a landscape phone", { width: 640, height: 360 }],
  ["400 % zoom on a small screen", { width: 320, height: 256 }],
])("on %s the content scrolls while Close and the buttons stay in sight", async (_what, viewport) => {
  const site = await openSite({ surveys: [surveyShown("visit", { as: "popover" })] });
  const { page } = await site.visit("/", { viewport });
  const dialog = dialogOf(page, "visit");
  for (const button of ["Close", "Skip"]) {
    const one = dialog.getByRole("button", { name: button });
    await one.waitFor();
    await expect.poll(() => isInWindow(page, one), { message: button }).toBe(true);
  }
  await dialog.getByRole("radio", { name: "10" }).scrollIntoViewIfNeeded();
  await dialog.getByRole("radio", { name: "10" }).click();
  const send = dialog.getByRole("button", { name: "Send" });
  await send.waitFor();
  await expect.poll(() => isInWindow(page, send)).toBe(true);
  await dialog.getByRole("textbox").fill("Because");
  await send.click();
  await expect.poll(() => site.records()).toMatchObject([{ answers: { score: 10, reason: "Because" } }]);
});
