import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { callApi } from "../support/api.ts";
import { boxOf } from "../support/box.ts";
import { promptOn } from "../support/prompt.ts";
import { openSite, type Site } from "../support/site.ts";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const options = ["Price", "Speed", "Taste"].map((label) => ({ id: label.toLowerCase(), label }));
const rows = ["Attitude", "Skill"].map((label) => ({ id: label.toLowerCase(), label }));
const columns = [
  { id: "poor", label: "Poor", value: 1 },
  { id: "fine", label: "Fine", value: 3 },
  { id: "great", label: "Great", value: 5 },
];
/** One of every type, in the order they are asked. */
const QUESTIONS = [
  { id: "nps", type: "nps", title: "Recommend?" },
  { id: "csat", type: "csat", title: "Satisfied?" },
  { id: "ces", type: "ces", title: "Easy?" },
  { id: "rating", type: "rating", title: "Delivery?", max: 10, low: "Bad", high: "Good" },
  { id: "thumbs", type: "thumbs", title: "Helpful?" },
  { id: "single", type: "single", title: "Most important?", options, other: true },
  { id: "drop", type: "single", title: "From where?", options, look: "dropdown" },
  { id: "multi", type: "multi", title: "Which ones?", options, other: true, max: 3 },
  { id: "matrix", type: "matrix", title: "Our adviser?", rows, columns, na: "No idea", required: true },
  { id: "ranking", type: "ranking", title: "In which order?", options },
  { id: "number", type: "number", title: "How many?", min: 1, max: 99 },
  { id: "date", type: "date", title: "When?", min: "2026-01-01", max: "2026-12-31" },
  { id: "contact", type: "contact", title: "May we call?", consent: "You may call me" },
  { id: "consent", type: "consent", title: "May we quote you?", label: "You may" },
  { id: "note", type: "note", title: "Nearly done, {{answer.single}} and {{answer.multi}}." },
  { id: "text", type: "text", title: "Anything else?" },
];
const EVERYTHING = { id: "visit", triggers: [{ on: "load" }], questions: QUESTIONS };
const results = async (site: Site) => (await site.collector.get("/v1/surveys/visit/results")).json();

/** Waits for a question and gives what finds its parts. */
async function at(page: Page, title: string) {
  const prompt = promptOn(page);
  await prompt.dialog.getByRole("heading", { name: title }).waitFor();
  return prompt;
}

async function tapThrough(page: Page): Promise<void> {
  const { dialog, score, button } = await at(page, "Recommend?");
  await score(9).click();
  await at(page, "Satisfied?");
  await score("Happy").click();
  await at(page, "Easy?");
  await score(6).click();
  await at(page, "Delivery?");
  await score(8).click();
  await at(page, "Helpful?");
  await score("Thumbs up").click();
  await at(page, "Most important?");
  await score("Other").click();
  await dialog.getByRole("textbox", { name: "Please specify" }).fill("The cup");
  await button("Next").click();
  await at(page, "From where?");
  await dialog.getByRole("combobox").selectOption({ label: "Speed" });
  await button("Next").click();
  await at(page, "Which ones?");
  for (const name of ["Taste", "Price"]) await dialog.getByRole("checkbox", { name }).click();
  await button("Send").click();
  await at(page, "Our adviser?");
  await dialog.getByRole("radiogroup", { name: "Attitude" }).getByRole("radio", { name: "Great" }).click();
  await dialog.getByRole("radiogroup", { name: "Skill" }).getByRole("radio", { name: "No idea" }).click();
  await button("Send").click();
  await at(page, "In which order?");
  await dragFirstToEnd(page);
  await button("Send").click();
  await at(page, "How many?");
  await dialog.getByRole("textbox").fill("4");
  await button("Send").click();
  await at(page, "When?");
  await dialog.locator("input").fill("2026-03-02");
  await button("Send").click();
  await at(page, "May we call?");
  await dialog.getByRole("textbox", { name: "Email" }).fill("lin@shop.example");
  await dialog.getByRole("checkbox").click();
  await button("Send").click();
  await at(page, "May we quote you?");
  await dialog.getByRole("checkbox", { name: "You may" }).click();
  await button("Send").click();
  await at(page, "Nearly done, The cup and Price, Taste.");
  await button("Next").click();
  await at(page, "Anything else?");
  await dialog.getByRole("textbox").fill("Fine 👍");
  await button("Send").click();
  await dialog.getByRole("heading", { name: "Thank you!" }).waitFor();
}

/** Presses Tab until the focus is on what goes by a name. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let presses = 0; presses < 20; presses++) {
    await page.keyboard.press("Tab");
    const found = await page.evaluate(() => {
      const element = document.querySelector("askling-prompt")?.shadowRoot?.activeElement;
      return element?.getAttribute("aria-label") ?? element?.textContent;
    });
    if (found === name) return;
  }
  throw new Error(`Tab does not come to ${name}.`);
}

/** Drags the first row of a ranking below the last by its grip. */
async function dragFirstToEnd(page: Page): Promise<void> {
  const items = promptOn(page).dialog.getByRole("listitem");
  // Until the new question takes the pointer, a grip that is pressed belongs to none.
  await items.first().click({ position: { x: 100, y: 20 } });
  const [from, to] = [await boxOf(items.first()), await boxOf(items.last())];
  await page.mouse.move(from.x + 17, from.y + from.height / 2);
  await page.mouse.down();
  await page.mouse.move(from.x + 17, to.y + to.height, { steps: 12 });
  await page.mouse.up();
}

describe("a survey of every type", () => {
  test("is answered by taps, and counted by the collector", async () => {
    const site = await openSite({ surveys: [EVERYTHING] });
    const { page } = await site.visit();
    await tapThrough(page);
    const answers = {
      nps: 9,
      csat: 4,
      ces: 6,
      rating: 8,
      thumbs: "up",
      single: { other: "The cup" },
      drop: "speed",
      multi: ["price", "taste"],
      matrix: { attitude: "great", skill: "na" },
      ranking: ["speed", "taste", "price"],
      number: 4,
      date: "2026-03-02",
      contact: { email: "lin@shop.example", consent: true },
      consent: true,
      text: "Fine 👍",
    };
    await expect.poll(() => site.records()).toMatchObject([{ state: "complete", answers }]);
    expect((await results(site)).questions).toMatchObject({
      nps: { n: 1, nps: 100 },
      csat: { satisfied: 1, mean: 4 },
      ces: { mean: 6, easy: 1 },
      rating: { mean: 8, counts: { 8: 1, 10: 0 } },
      thumbs: { up: 1 },
      single: { counts: { price: 0, other: 1 } },
      drop: { counts: { speed: 1 } },
      multi: { counts: { price: 1, speed: 0, taste: 1 } },
      matrix: {
        rows: {
          attitude: { n: 1, mean: 5, counts: { great: 1, poor: 0 } },
          skill: { n: 0, counts: { great: 0 } },
        },
      },
      ranking: { meanRank: { speed: 1, taste: 2, price: 3 }, first: { speed: 1, price: 0 } },
      number: { mean: 4, median: 4, min: 4, max: 4 },
      date: { min: "2026-03-02", max: "2026-03-02" },
      contact: { consented: 1 },
      consent: { consented: 1 },
      text: { latest: [{ text: "Fine 👍" }] },
    });
  });

  test("is answered from the keyboard alone", async () => {
    const site = await openSite({ surveys: [EVERYTHING] });
    const { page } = await site.visit();
    const press = async (...keys: string[]) => {
      for (const key of keys) await page.keyboard.press(key);
    };
    const { button, dialog, score } = await at(page, "Recommend?");
    await score(0).focus();
    await press("ArrowRight", "ArrowRight", "Enter");
    await at(page, "Satisfied?");
    await press("ArrowLeft", "Space");
    await at(page, "Easy?");
    await press("Enter");
    await at(page, "Delivery?");
    await press("ArrowDown", "ArrowDown", "Enter");
    await at(page, "Helpful?");
    await press("ArrowRight", "Enter");
    await at(page, "Most important?");
    await press("ArrowUp", "Enter");
    await page.keyboard.type("Cup");
    await press("Enter");
    await at(page, "From where?");
    await press("Tab", "ArrowDown", "ArrowDown");
    await button("Next").waitFor();
    await tabTo(page, "Next");
    await press("Enter");
    await at(page, "Which ones?");
    await press("Tab", "Enter", "Tab", "Tab", "Space");
    await tabTo(page, "Send");
    await press("Enter");
    await at(page, "Our adviser?");
    await press("ArrowRight", "Tab", "ArrowDown", "ArrowDown");
    await tabTo(page, "Send");
    await press("Enter");
    await at(page, "In which order?");
    await press("Tab", "ArrowDown");
    await dialog.getByText("“Price” is now number 2 of 3.").waitFor({ state: "attached" });
    await tabTo(page, "Send");
    await press("Enter");
    await at(page, "How many?");
    await press("Tab");
    await page.keyboard.type("12");
    await press("Enter");
    await at(page, "When?");
    await press("Tab");
    await page.keyboard.type("11222026");
    await press("Enter");
    await at(page, "May we call?");
    await press("Tab");
    await page.keyboard.type("Lin");
    await press("Tab", "Tab", "Tab", "Space");
    await tabTo(page, "Send");
    await press("Enter");
    await at(page, "May we quote you?");
    await press("Tab", "Space");
    await tabTo(page, "Send");
    await press("Enter");
    await dialog.getByRole("heading", { name: "Nearly done" }).waitFor();
    await tabTo(page, "Next");
    await press("Enter");
    await at(page, "Anything else?");
    await page.keyboard.type("No");
    await press("Control+Enter");
    const answers = {
      nps: 2,
      csat: 5,
      ces: 1,
      rating: 3,
      thumbs: "down",
      single: { other: "Cup" },
      drop: "speed",
      multi: ["price", "taste"],
      matrix: { attitude: "fine", skill: "great" },
      ranking: ["speed", "price", "taste"],
      number: 12,
      date: "2026-11-22",
      contact: { name: "Lin", consent: true },
      consent: true,
      text: "No",
    };
    await expect.poll(() => site.records()).toMatchObject([{ state: "complete", answers }]);
  });
});

const LOOKS = [
  { name: "light", options: {}, attributes: {} },
  { name: "dark", options: { colorScheme: "dark" }, attributes: {} },
  {
    name: "large",
    options: { viewport: { width: 320, height: 700 } },
    attributes: { "data-text-scale": "2" },
  },
  { name: "narrow", options: { viewport: { width: 320, height: 700 } }, attributes: {} },
] as const;

test.each(LOOKS)("no type has a violation or overflows, $name", async ({ options: looks, attributes }) => {
  const surveys = QUESTIONS.map((question) => ({ id: question.id, questions: [question] }));
  const site = await openSite({ surveys, attributes });
  const { page } = await site.visit("/", { ...looks, reducedMotion: "reduce" });
  for (const { id, title } of QUESTIONS) {
    const shown = callApi(page, "show", id, { force: true });
    await promptOn(page).dialog.getByRole("heading", { level: 2 }).waitFor();
    expect(await violations(page), title).toEqual([]);
    expect(await clipped(page), title).toEqual([]);
    await promptOn(page).button("Close").click();
    expect(await shown, title).toMatchObject({ shown: true });
  }
});

async function violations(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(AXE);
  return page.evaluate(async () => {
    const { violations } = await Reflect.get(window, "axe").run("askling-prompt");
    return violations.map(
      (one: { id: string; nodes: { html: string }[] }) => `${one.id}: ${one.nodes[0]?.html}`,
    );
  });
}

/** What is wider than its place, or smaller than its target. */
function clipped(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const root = document.querySelector("askling-prompt")?.shadowRoot;
    const least = root?.querySelector(".large") ? 60 : 44;
    const wide = [...(root?.querySelectorAll(".body,button,.opt *,.row") ?? [])].filter(
      (element) => element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 1,
    );
    const small = [...(root?.querySelectorAll("button,input,select,textarea,a") ?? [])].filter((element) => {
      const { width, height } = element.getBoundingClientRect();
      const isScore = element.getAttribute("role") === "radio" && least === 44;
      return height < least - 0.5 || width < (isScore ? 32 : least) - 0.5;
    });
    return [...wide, ...small].map((element) => element.outerHTML.slice(0, 120));
  });
}

test("a finger drags a ranking by its grip, and scrolls beside it", async () => {
  const ranking = { id: "rank", type: "ranking", title: "In which order?", options };
  const site = await openSite({ surveys: [{ ...EVERYTHING, questions: [ranking] }] });
  const phone = { viewport: { width: 360, height: 640 }, hasTouch: true, isMobile: true };
  const { page, context } = await site.visit("/", phone);
  const { dialog, button } = await at(page, "In which order?");
  const items = dialog.getByRole("listitem");
  // Until the new question takes the finger, a grip that is touched belongs to none.
  await items.first().tap({ position: { x: 100, y: 20 } });
  const [from, to] = [await boxOf(items.first()), await boxOf(items.last())];
  const session = await context.newCDPSession(page);
  const touch = (type: "touchStart" | "touchMove" | "touchEnd", at?: { x: number; y: number }) =>
    session.send("Input.dispatchTouchEvent", { type, touchPoints: at ? [at] : [] });
  const swipe = async (x: number) => {
    await touch("touchStart", { x, y: from.y + 20 });
    for (let step = 1; step <= 12; step++)
      await touch("touchMove", { x, y: from.y + 20 + ((to.y + to.height - from.y - 20) * step) / 12 });
    await touch("touchEnd");
  };
  await swipe(from.x + 120);
  expect(await items.allInnerTexts()).toEqual(["1\nPrice", "2\nSpeed", "3\nTaste"]);
  await swipe(from.x + 17);
  expect(await items.allInnerTexts()).toEqual(["1\nSpeed", "2\nTaste", "3\nPrice"]);
  // Chromium takes a touch that follows at once for the end of the same gesture.
  await page.waitForTimeout(600);
  await button("Send").tap();
  await at(page, "Thank you!");
  await expect.poll(() => site.records()).toMatchObject([{ answers: { rank: ["speed", "taste", "price"] } }]);
});
