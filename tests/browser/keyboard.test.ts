import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { callApi } from "../support/api.ts";
import { boxOf } from "../support/box.ts";
import { promptOn } from "../support/prompt.ts";
import { openSite, SCORE_AND_COMMENT, type Site } from "../support/site.ts";

/** What the focus is on, through shadow roots: role or tag, and name. */
function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    let node = document.activeElement;
    while (node?.shadowRoot?.activeElement) node = node.shadowRoot.activeElement;
    const name = node?.getAttribute("aria-label") ?? node?.textContent?.trim() ?? "";
    return `${node?.getAttribute("role") ?? node?.nodeName.toLowerCase()} ${node?.id || name}`.trim();
  });
}

/** Opens a page on which the focus is in the search field when the prompt appears. */
async function openWithFocus(
  surveys: readonly object[] = [SCORE_AND_COMMENT],
): Promise<{ site: Site; page: Page }> {
  const triggers = [{ on: "event", name: "go" }];
  const site = await openSite({ surveys: surveys.map((survey) => ({ ...survey, triggers })) });
  const { page } = await site.visit();
  await page.locator("#search").focus();
  await callApi(page, "track", "go");
  await promptOn(page).score(9).waitFor();
  return { site, page };
}

/** Presses Tab until the focus is on something; fails after a while. */
async function tabTo(page: Page, wanted: string): Promise<void> {
  const met: string[] = [];
  while (met.length < 12) {
    await page.keyboard.press("Tab");
    met.push(await focused(page));
    if (met[met.length - 1] === wanted) return;
  }
  throw new Error(`Tab met ${met.join(", ")}, but not ${wanted}.`);
}

test("the keyboard alone reaches the prompt, answers, goes back, comments and sends", async () => {
  const { site, page } = await openWithFocus();
  const prompt = promptOn(page);
  expect(await focused(page)).toBe("input search");
  await tabTo(page, "radio 0");

  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  expect(await focused(page)).toBe("radio 2");
  expect(await prompt.score(2).getAttribute("aria-checked")).toBe("true");
  // An arrow key selects and does not answer.
  expect(await callApi(page, "pending")).toBe(1);
  await prompt.button("Next").waitFor();
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowLeft");
  expect(await focused(page)).toBe("radio 10");
  await page.keyboard.press("ArrowUp");
  expect(await focused(page)).toBe("radio 9");
  await page.keyboard.press("Enter");

  await prompt.text.waitFor();
  await expect.poll(() => focused(page)).toMatch(/^textarea/);
  await page.keyboard.type("Good tea");
  await tabTo(page, "button Back");
  await page.keyboard.press("Space");
  await expect.poll(() => focused(page)).toBe("radio 9");
  expect(await prompt.score(9).getAttribute("aria-checked")).toBe("true");
  await tabTo(page, "button Next");
  await page.keyboard.press("Enter");

  await expect.poll(() => focused(page)).toMatch(/^textarea/);
  expect(await prompt.text.inputValue()).toBe("Good tea");
  await tabTo(page, "button Send");
  await page.keyboard.press("Enter");
  await prompt.button("Change my answer").waitFor();
  await expect
    .poll(() => site.records())
    .toMatchObject([{ state: "complete", answers: { score: 9, reason: "Good tea" } }]);

  await page.keyboard.press("Escape");
  await prompt.host.waitFor({ state: "detached" });
  expect(await focused(page)).toBe("input search");
});

test("Space answers as well, and a key held down answers only once", async () => {
  const { site, page } = await openWithFocus();
  await tabTo(page, "radio 0");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Space");
  await promptOn(page).text.waitFor();
  await promptOn(page).button("Back").click();
  await promptOn(page).score(1).focus();
  // Playwright repeats a key that is down.
  for (const _repeat of [1, 2, 3, 4]) await page.keyboard.down("Enter");
  await page.keyboard.up("Enter");
  await promptOn(page).text.waitFor();
  await promptOn(page).button("Close").click();
  await expect.poll(() => site.records()).toMatchObject([{ state: "dismissed", answers: { score: 1 } }]);
});

test("Escape counts only inside, dismisses, and gives the focus back", async () => {
  const { site, page } = await openWithFocus();
  await page.keyboard.press("Escape");
  expect(await focused(page)).toBe("input search");
  await tabTo(page, "radio 0");
  expect(await promptOn(page).host.count()).toBe(1);
  await page.keyboard.press("Escape");
  await promptOn(page).host.waitFor({ state: "detached" });
  expect(await focused(page)).toBe("input search");
  await expect.poll(() => site.records()).toMatchObject([{ state: "dismissed", answers: {} }]);
});

test("the prompt takes no focus, and leaves it where it is when it goes on by pointer elsewhere", async () => {
  const { page } = await openWithFocus();
  expect(await focused(page)).toBe("input search");
  await promptOn(page)
    .score(9)
    .evaluate((radio: HTMLElement) => radio.click());
  await promptOn(page).text.waitFor();
  expect(await focused(page)).toBe("input search");
  await page.keyboard.type("tea");
  expect(await page.locator("#search").inputValue()).toBe("tea");
});

test("Tab leaves the prompt again: nothing is trapped", async () => {
  const { page } = await openWithFocus();
  await tabTo(page, "radio 0");
  await tabTo(page, "button Close");
  await page.keyboard.press("Tab");
  expect(await focused(page)).not.toBe("askling-prompt");
  await page.keyboard.press("Shift+Tab");
  expect(await focused(page)).toBe("button Close");
});

test("a focused field of the page is not covered by a prompt that the page asks for", async () => {
  const site = await openSite({
    surveys: [{ ...SCORE_AND_COMMENT, triggers: [{ on: "event", name: "go" }] }],
    body: `<main><h1>Shop</h1><label style="position:fixed;right:20px;bottom:20px">Write <input id="search"></label></main>`,
  });
  const { page } = await site.visit();
  await page.locator("#search").focus();
  // One that comes by itself waits until nobody writes there.
  void callApi(page, "show", "visit").catch(() => {});
  await promptOn(page).score(9).waitFor();
  const [prompt, field] = await Promise.all([boxOf(promptOn(page).dialog), boxOf(page.locator("#search"))]);
  expect(prompt.y + prompt.height).toBeLessThanOrEqual(field.y);
});
