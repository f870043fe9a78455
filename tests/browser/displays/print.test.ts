import { expect, test } from "vitest";
import { dialogOf, focused, hostOf, surveyShown } from "../../support/displays.ts";
import { BODY, openSite } from "../../support/site.ts";

const DISPLAYS = [
  { as: "popover" },
  { as: "sheet" },
  { as: "bar" },
  { as: "modal" },
  { as: "inline", into: "#here" },
  { as: "tab", label: "Feedback?" },
];

test.each(DISPLAYS)("a page is printed as if nothing had been shown as %j", async (display) => {
  const more = display.as === "tab" ? { triggers: undefined } : {};
  const site = await openSite({
    surveys: [surveyShown("visit", display, more)],
    body: `${BODY}<div id="here"></div><p id="below">Below</p>`,
  });
  const { page } = await site.visit();
  const host = hostOf(page, "visit");
  await host.getByRole("button").first().waitFor();
  await page.emulateMedia({ media: "print" });
  expect(await host.isVisible()).toBe(false);
  const printed = await page.screenshot();
  await host.evaluate((element) => {
    element.style.setProperty("display", "block", "important");
  });
  expect(await host.isVisible()).toBe(false);
  await page.emulateMedia({ media: "screen" });
  expect(await host.getByRole("button").first().isVisible()).toBe(true);
  const bare = await openSite({
    surveys: [surveyShown("visit", display, { triggers: [] })],
    body: `${BODY}<div id="here"></div><p id="below">Below</p>`,
  });
  const other = await bare.visit();
  await other.page.emulateMedia({ media: "print" });
  expect(Buffer.compare(printed, await other.page.screenshot())).toBe(0);
});

test("what is being written outlives the printing", async () => {
  const questions = [{ id: "reason", type: "text", title: "Why?" }];
  const site = await openSite({ surveys: [surveyShown("visit", { as: "popover" }, { questions })] });
  const { page } = await site.visit();
  await dialogOf(page, "visit").getByRole("textbox").click();
  await page.keyboard.type("Too dear");
  await page.pdf();
  expect((await focused(page)).inside).toBe(true);
  await page.keyboard.type(", and late");
  expect(await dialogOf(page, "visit").getByRole("textbox").inputValue()).toBe("Too dear, and late");
});
