import { expect, test } from "vitest";
import { dialogOf, focused, hostOf, namesInTree, surveyShown } from "../../support/displays.ts";
import { openSite } from "../../support/site.ts";

const ON_CLICK = { triggers: [{ on: "click", selector: "#other" }] };
const openModal = async () => {
  const site = await openSite({ surveys: [surveyShown("visit", { as: "modal" }, ON_CLICK)] });
  const { page } = await site.visit();
  await page.waitForFunction(() => window.askling && !Array.isArray(window.askling));
  await page.evaluate(() => Reflect.get(Object(window.askling), "explain")("visit"));
  await site.listens();
  await page.locator("#other").focus();
  await page.keyboard.press("Enter");
  const dialog = dialogOf(page, "visit");
  await dialog.waitFor();
  return { site, page, dialog };
};

test("a modal takes the focus to its title, keeps it, and gives it back", async () => {
  const { page, dialog } = await openModal();
  await expect
    .poll(() => focused(page))
    .toEqual({ inside: true, name: "How likely are you to recommend visit?" });
  expect(await dialog.getAttribute("aria-modal")).toBe("true");
  const names: string[] = [];
  for (const key of ["Tab", "Tab", "Tab", "Tab", "Shift+Tab", "Shift+Tab", "Shift+Tab", "Shift+Tab"]) {
    await page.keyboard.press(key);
    const { inside, name } = await focused(page);
    expect(inside, `${key} after ${names.join()}`).toBe(true);
    names.push(name);
  }
  expect(names).toEqual(["0", "Skip", "Close", "0", "Close", "Skip", "0", "Close"]);
  await page.keyboard.press("Escape");
  await hostOf(page, "visit").waitFor({ state: "detached" });
  expect(await focused(page)).toEqual({ inside: false, name: "Something else" });
});

test("Escape closes a modal wherever the focus is", async () => {
  const { site, page } = await openModal();
  await page.evaluate(() => {
    const { activeElement } = document.activeElement?.shadowRoot ?? document;
    if (activeElement instanceof HTMLElement) activeElement.blur();
  });
  await page.keyboard.press("Escape");
  await hostOf(page, "visit").waitFor({ state: "detached" });
  await expect.poll(() => site.records()).toMatchObject([{ state: "dismissed" }]);
});

test("what is behind a modal is out of reach: for clicks, for the keyboard, for assistive technology", async () => {
  const { page } = await openModal();
  const reached = await page.evaluate(() => {
    const search = document.querySelector<HTMLElement>("#search");
    search?.focus();
    const { left = 0, top = 0 } = search?.getBoundingClientRect() ?? {};
    return [document.activeElement?.id, document.elementFromPoint(left + 2, top + 2)?.id];
  });
  expect(reached).not.toContain("search");
  const names = await namesInTree(page);
  expect(names).toContain("How likely are you to recommend visit?");
  expect(names).not.toContain("Search");
});

test("a modal is walked through by keyboard alone", async () => {
  const { site, page, dialog } = await openModal();
  await page.keyboard.press("Tab");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await dialog.getByRole("textbox").waitFor();
  await expect.poll(async () => (await focused(page)).inside).toBe(true);
  await page.keyboard.type("Quick");
  await page.keyboard.press("Control+Enter");
  await expect.poll(() => site.records()).toMatchObject([{ answers: { score: 1, reason: "Quick" } }]);
  await expect.poll(async () => (await focused(page)).name).toBe("Thank you!");
  await page.keyboard.press("Escape");
  await hostOf(page, "visit").waitFor({ state: "detached" });
  expect((await focused(page)).name).toBe("Something else");
});
