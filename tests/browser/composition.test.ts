import type { Locator, Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { callApi } from "../support/api.ts";
import { BRANCH_SURVEY, postAll } from "../support/boardData.ts";
import { openBoardAs } from "../support/boardPage.ts";
import { startTestCollector } from "../support/collector.ts";
import { aRecord } from "../support/collectorRecords.ts";
import { dialogOf, hostOf } from "../support/displays.ts";
import { openSite, type Site } from "../support/site.ts";
import { aToken } from "../support/tokens.ts";

const TEXT = { id: "reason", type: "text", title: "Why?" };
const NEXT = { id: "then", type: "text", title: "Then?" };
const options = ["Price", "Speed"].map((label) => ({ id: label.toLowerCase(), label }));
const rows = ["Attitude", "Skill"].map((label) => ({ id: label.toLowerCase(), label }));
const columns = ["Poor", "Great"].map((label) => ({ id: label.toLowerCase(), label }));

/** Opens a survey, as a modal unless said otherwise. */
async function openSurvey(questions: object[], display: object = { as: "modal" }) {
  const triggers = [{ on: "event", name: "go" }];
  const site = await openSite({
    surveys: [{ id: "visit", display, triggers, questions }],
    body: `<main><h1>Shop</h1><div id="here"></div></main>`,
  });
  const { page } = await site.visit();
  const into = "into" in display ? { into: "#here" } : {};
  void callApi(page, "show", "visit", into).catch(() => {});
  const dialog = dialogOf(page, "visit");
  await dialog.waitFor();
  return { site, page, dialog };
}

/** What is written and not decided yet, as an input method gives it. */
async function compose(page: Page, text: string): Promise<() => Promise<void>> {
  const session = await page.context().newCDPSession(page);
  await session.send("Input.imeSetComposition", {
    text,
    selectionStart: text.length,
    selectionEnd: text.length,
  });
  return async () => {
    await session.send("Input.insertText", { text });
    await session.detach();
  };
}

interface Pressed {
  key: string;
  isComposing?: boolean;
  keyCode?: number;
  ctrlKey?: boolean;
}

/** A key as an engine reports it; says whether the page learned of it. */
const press = (target: Locator, pressed: Pressed): Promise<boolean> =>
  target.evaluate((element, init) => {
    let learned = false;
    const learn = () => {
      learned = true;
    };
    document.addEventListener("keydown", learn);
    element.dispatchEvent(
      new KeyboardEvent("keydown", { bubbles: true, composed: true, cancelable: true, ...init }),
    );
    document.removeEventListener("keydown", learn);
    return learned;
  }, pressed);

/** A key that belongs to an input method, in the words of every engine; WebKit says so by its code alone. */
const taken = (key: string): Pressed[] => [
  { key, isComposing: true },
  { key, keyCode: 229 },
  { key, isComposing: true, keyCode: 229 },
];

async function isStillAsked(site: Site, page: Page, title: string): Promise<void> {
  expect(await dialogOf(page, "visit").getByRole("heading", { name: title }).count()).toBe(1);
  expect(await callApi(page, "pending")).toBeLessThanOrEqual(1);
  const records = await site.records();
  expect(records.filter(({ state }) => state === "complete" || state === "dismissed")).toEqual([]);
}

describe("a key that belongs to an input method", () => {
  it.each([
    ["modal", { as: "modal" }],
    ["popover", { as: "popover" }],
    ["bar", { as: "bar" }],
    ["container of the page", { as: "inline", into: "#here" }],
  ])("closes and sends nothing in a %s while a word is composed", async (_name, display) => {
    const { site, page, dialog } = await openSurvey([TEXT, NEXT], display);
    const field = dialog.getByRole("textbox");
    await field.focus();
    const commit = await compose(page, "ちゃ");
    for (const key of ["Escape", "Control+Enter", "Escape"]) await page.keyboard.press(key);
    await isStillAsked(site, page, "Why?");
    expect(await field.inputValue()).toContain("ちゃ");
    await commit();
    expect(await field.inputValue()).toContain("ちゃ");
    await page.keyboard.press("Control+Enter");
    await dialog.getByRole("heading", { name: "Then?" }).waitFor();
    await page.keyboard.press("Escape");
    await hostOf(page, "visit").waitFor({ state: "detached" });
    await expect
      .poll(() => site.records())
      .toMatchObject([{ answers: { reason: expect.stringContaining("ちゃ") } }]);
  });

  it.each([
    ["a text", TEXT, "textbox"],
    ["a number", { id: "q", type: "number", title: "Why?" }, "textbox"],
    ["a date", { id: "q", type: "date", title: "Why?" }, "input"],
    ["contact", { id: "q", type: "contact", title: "Why?", consent: "You may call me" }, "input"],
    ["another option", { id: "q", type: "single", title: "Why?", options, other: true }, "input"],
    ["several options", { id: "q", type: "multi", title: "Why?", options, other: true }, "input"],
  ])("sends nothing from the field of %s in any engine's words", async (_name, question, role) => {
    const { site, page, dialog } = await openSurvey([question, NEXT]);
    const other = dialog.getByText("Other", { exact: true });
    if (await other.count()) await other.click();
    const field = role === "textbox" ? dialog.getByRole("textbox") : dialog.locator("input").first();
    await field.fill(question.type === "date" ? "2026-03-02" : "4");
    for (const key of ["Enter", "Escape"])
      for (const one of taken(key)) {
        await press(field, one);
        await press(field, { ...one, ctrlKey: true });
      }
    await isStillAsked(site, page, "Why?");
    expect(await dialog.getByRole("alert").count()).toBe(0);
    expect(await field.inputValue()).not.toBe("");
    await press(field, { key: "Enter", ctrlKey: question === TEXT, keyCode: 13 });
    await expect
      .poll(() => dialog.getByRole("heading").or(dialog.getByRole("alert")).last().textContent())
      .not.toBe("Why?");
  });

  it.each([
    ["scale", { id: "q", type: "nps", title: "Why?" }, "[role=radio]", "ArrowRight"],
    ["list", { id: "q", type: "single", title: "Why?", options }, "[role=radio]", "ArrowDown"],
    ["matrix", { id: "q", type: "matrix", title: "Why?", rows, columns }, "[role=radio]", "ArrowRight"],
    ["ranking", { id: "q", type: "ranking", title: "Why?", options }, ".nudge", "ArrowDown"],
  ])("moves nothing in a %s", async (_name, question, selector, key) => {
    const { site, page, dialog } = await openSurvey([question, NEXT]);
    const first = dialog.locator(selector).first();
    const drawn = () =>
      dialog.locator(".ask").evaluate((ask) => ask.outerHTML.replace(/ style="[^"]*"/g, ""));
    const before = await drawn();
    for (const one of [...taken(key), ...taken("Tab"), ...taken("Enter")]) await press(first, one);
    expect(await drawn()).toBe(before);
    await isStillAsked(site, page, "Why?");
    await press(first, { key, keyCode: 40 });
    await expect.poll(drawn).not.toBe(before);
  });

  it("moves the focus in no modal", async () => {
    const { page, dialog } = await openSurvey([TEXT]);
    const close = dialog.getByRole("button", { name: "Close" });
    await close.focus();
    const focus = () =>
      page.evaluate(() => document.querySelector("askling-prompt")?.shadowRoot?.activeElement?.nodeName);
    for (const one of taken("Tab")) await press(close, one);
    expect(await focus()).toBe("BUTTON");
    await press(close, { key: "Tab", keyCode: 9 });
    expect(await focus()).toBe("TEXTAREA");
  });

  it("is no more told to the page than any other key pressed in a prompt", async () => {
    const { dialog } = await openSurvey([TEXT], { as: "popover" });
    for (const one of [...taken("a"), { key: "a" }])
      expect(await press(dialog.getByRole("textbox"), one)).toBe(false);
  });
});

describe("on the board, a key that belongs to an input method", () => {
  it("closes no dialog, loses no text and sends no form", async () => {
    const bank = await startTestCollector({
      config: {
        sites: [
          {
            key: "pk_bank",
            origins: ["*"],
            manifest: "./surveys.json",
            followUp: [{ survey: BRANCH_SURVEY.id, when: { answer: "nps", lte: 6 }, within: "2h" }],
          },
        ],
        tokens: [aToken("chief", "admin")],
      },
      manifest: { version: 1, surveys: [BRANCH_SURVEY] },
    });
    try {
      const said = "Waited 40 minutes.";
      await postAll(bank, [aRecord({ survey: BRANCH_SURVEY.id, answers: { nps: 2, reason: said } })]);
      const page = await openBoardAs("chief", bank, { locale: "en-US", query: "?page=calls" });
      await page.getByRole("button", { name: said }).click();
      const panel = page.getByRole("dialog");
      const note = panel.getByLabel("Reason");
      await note.focus();
      const commit = await compose(page, "柜台");
      for (const key of ["Escape", "Enter", "Escape"]) await page.keyboard.press(key);
      expect(await panel.count()).toBe(1);
      await commit();
      expect(await note.inputValue()).toContain("柜台");
      expect(await panel.getByText("Saved.").count()).toBe(0);
      await page.keyboard.press("Enter");
      await panel.getByText("Saved.").waitFor();
      await page.keyboard.press("Escape");
      await panel.waitFor({ state: "detached" });
    } finally {
      await bank.close();
    }
  });
});
