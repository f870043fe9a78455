import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { callApi } from "../../support/api.ts";
import { dialogOf, hostOf, surveyShown } from "../../support/displays.ts";
import { FAILED_REQUEST } from "../../support/guard.ts";
import { BODY, openSite } from "../../support/site.ts";

/** Notes what live regions of prompts come to say, in order, from before anything is on the page. */
async function noteSaid(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const said: string[] = [];
    const watch = (root: ShadowRoot) => {
      const last = new Map<Element, string>();
      const note = () =>
        root.querySelectorAll("[role=status],[role=alert]").forEach((region) => {
          const text = (region.textContent ?? "").trim();
          if (text && last.get(region) !== text) said.push(`${region.getAttribute("role")}: ${text}`);
          last.set(region, text);
        });
      new MutationObserver(note).observe(root, { childList: true, subtree: true, characterData: true });
    };
    new MutationObserver(() => {
      const root = document.querySelector("askling-prompt")?.shadowRoot;
      if (root && !Reflect.has(root, "watched")) watch(Object.assign(root, { watched: true }));
    }).observe(document.body, { childList: true, subtree: true });
    Object.assign(window, { said });
  });
  return () => page.evaluate(() => Array.from(Reflect.get(window, "said"), String));
}

const SURVEY = (display: object) => ({
  ...surveyShown("visit", display, { triggers: [{ on: "event", name: "go" }], sender: "Hearth & Leaf" }),
  questions: [
    { id: "score", type: "nps", title: "Would you recommend us?" },
    { id: "reason", type: "text", title: "Why?", required: true },
  ],
});

async function openOn(display: object, body = BODY) {
  const site = await openSite({ surveys: [SURVEY(display)], body });
  const { page, guard } = await site.visit();
  await callApi(page, "explain", "visit");
  const said = await noteSaid(page);
  await callApi(page, "track", "go");
  return { site, page, guard, said };
}

describe("what is said", () => {
  test("of a popover: that it is there, each question, what is missing, the thanks, and how delivery stands", async () => {
    const { page, said } = await openOn({ as: "popover" });
    const dialog = dialogOf(page, "visit");
    const announced =
      "status: Feedback request from Hearth & Leaf, in the region “Feedback” at the end of the page: Would you recommend us?";
    await expect.poll(said).toEqual([announced]);
    // A click by assistive technology leaves the focus where it was.
    await dialog
      .getByRole("radio", { name: "9", exact: true })
      .evaluate((radio: HTMLElement) => radio.click());
    await expect.poll(said).toEqual([announced, "status: Why?"]);
    await dialog.getByRole("button", { name: "Send" }).evaluate((send: HTMLElement) => send.click());
    await expect.poll(said).toEqual([announced, "status: Why?", "alert: Please answer this question first."]);
    await dialog.getByRole("textbox").fill("Tea");
    await dialog.getByRole("button", { name: "Send" }).evaluate((send: HTMLElement) => {
      if (send.getRootNode() instanceof ShadowRoot) document.getElementById("search")?.focus();
      send.click();
    });
    await expect.poll(said).toContain("status: Thank you!");
    await expect.poll(said).toContain("status: Sent");
    expect((await said()).filter((one) => one === announced)).toHaveLength(1);
  });

  test("of a modal and a tab: nothing but what the focus comes to", async () => {
    for (const as of ["modal", "tab"]) {
      const { page, said } = await openOn({ as });
      if (as === "tab") await hostOf(page, "visit").getByRole("button", { name: "Feedback" }).click();
      const dialog = dialogOf(page, "visit");
      await dialog.getByRole("heading", { name: "Would you recommend us?" }).waitFor();
      await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
      await dialog.getByRole("heading", { name: "Why?" }).waitFor();
      await expect.poll(() => callApi(page, "pending")).toBeGreaterThanOrEqual(0);
      expect(await said(), as).toEqual([]);
    }
  });

  test("without a connection: that it is saved", async () => {
    const { page, guard, said } = await openOn({ as: "popover" });
    guard.allow(FAILED_REQUEST);
    const dialog = dialogOf(page, "visit");
    await dialog.getByRole("radio", { name: "9", exact: true }).click();
    await dialog.getByRole("textbox").fill("Tea");
    await page.context().setOffline(true);
    await dialog.getByRole("button", { name: "Send" }).click();
    await expect.poll(said).toContain("status: Saved. It will be sent when you are online.");
    await page.context().setOffline(false);
  });
});

test.each([
  ["popover", { as: "popover" }],
  ["sheet", { as: "sheet" }],
  ["modal", { as: "modal" }],
  ["bar", { as: "bar" }],
  ["inline", { as: "inline", into: "main" }],
])("the tree of a %s reads as it should", async (as, display) => {
  const { page } = await openOn(display);
  await dialogOf(page, "visit").waitFor();
  const name = as === "inline" ? "Would you recommend us?" : "Feedback";
  const scores = Array.from({ length: 11 }, (_, score) => `        - radio "${score}"`).join("\n");
  const tree = await page.locator("askling-prompt section").ariaSnapshot();
  // What is announced comes a moment later.
  expect(tree.replace(/- status: .*$/m, "- status")).toBe(
    `- region "${name}":
  - dialog "Would you recommend us?":
    - paragraph: Hearth & Leaf
    - paragraph: Question 1 of 2
    - heading "Would you recommend us?" [level=2]
    - radiogroup "Would you recommend us?":
${scores.replace(/^ {8}/gm, "      ")}
      - text: Not at all likely Extremely likely
    - button "Skip"
    - button "Close"
  - status`,
  );
});

test("a tab is a button in a labelled region", async () => {
  const { page } = await openOn({ as: "tab", label: "Tell us" });
  await hostOf(page, "visit").getByRole("button").waitFor();
  expect(await page.locator("askling-prompt section").ariaSnapshot()).toBe(
    `- region "Tell us":\n  - button "Tell us"`,
  );
});
