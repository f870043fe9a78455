import type { Locator, Page } from "playwright-core";
import { expect, test } from "vitest";
import { en } from "../../widget/prompt/words/en.ts";
import { words as zhCN } from "../../widget/prompt/words/zh-CN.ts";
import { callApi } from "../support/api.ts";
import { findAxeViolations } from "../support/axe.ts";
import { promptOn } from "../support/prompt.ts";
import { openSite } from "../support/site.ts";

const both = (en: string, zh: string) => ({ en, "zh-CN": zh });

/** One survey with a step of every kind and look. */
const EVERYTHING = {
  id: "visit",
  triggers: [{ on: "event", name: "go" }],
  snooze: "7d",
  notice: { text: both("Why we ask", "为什么询问"), url: "https://shop.example/privacy" },
  questions: [
    { id: "nps", type: "nps", title: both("Would you recommend us?", "您会推荐我们吗？"), na: "N/A" },
    { id: "faces", type: "csat", title: both("Are you satisfied?", "您满意吗？") },
    { id: "stars", type: "csat", look: "stars", title: both("How many stars?", "几颗星？") },
    { id: "numbers", type: "csat", look: "numbers", title: both("From one to five?", "一到五？") },
    { id: "ease", type: "ces", title: both("Was it easy?", "容易吗？") },
    {
      id: "reason",
      type: "text",
      title: both("Why?", "为什么？"),
      hint: both("One sentence is plenty.", "一句话就很好。"),
      placeholder: both("Your words", "您的话"),
      maxLength: 40,
      required: true,
    },
    {
      id: "note",
      type: "note",
      title: both("Nearly done.", "快好了。"),
      link: { label: both("Read more", "了解更多"), url: "https://shop.example/more" },
    },
  ],
  endings: [
    {
      title: both("Thank you!", "谢谢！"),
      hint: both("A person reads this.", "有人阅读。"),
      link: { label: both("Tell a friend", "告诉朋友"), url: "https://shop.example/refer" },
    },
  ],
};

const WORDS = { en, "zh-CN": zhCN };

/** Walks through the whole survey and looks at every state on the way. */
async function walk(page: Page, language: keyof typeof WORDS, large: boolean): Promise<string[]> {
  const words = WORDS[language];
  const prompt = promptOn(page);
  const found: string[] = [];
  // Sooner than a pointer may: a new question takes no tap in its first moment.
  const press = (target: Locator) => target.evaluate((node: HTMLElement) => node.click());
  const look = async (state: string) =>
    void found.push(...(await findAxeViolations(page)).map((violation) => `${state}: ${violation}`));
  const asked = (index: number) =>
    prompt.dialog
      .getByRole("heading", { name: EVERYTHING.questions[index]?.title[language] ?? "" })
      .waitFor();
  const scores = ["10", words.faces[3] ?? "", "4", "2", "6"];
  for (const [index, name] of scores.entries()) {
    await asked(index);
    await look(`question ${index}`);
    await press(prompt.score(name));
    if (!large) continue;
    await prompt.button(words.send).waitFor();
    await look(`question ${index} chosen`);
    await press(prompt.button(words.send));
  }
  await asked(scores.length);
  await look("text");
  // With the pointer, which stays on the button: that look counts as well.
  await prompt.button(words.send).click();
  await prompt.dialog.getByText(words.needed).waitFor();
  await look("text missing");
  await prompt.text.fill("Forty letters are the most one may have.");
  await look("text full");
  await press(prompt.button(words.back));
  await prompt.button(large ? words.send : words.next).waitFor();
  await look("gone back");
  await press(prompt.button(large ? words.send : words.next));
  await prompt.text.waitFor();
  await press(prompt.button(words.send));
  await prompt.button(words.next).waitFor();
  await look("note");
  await press(prompt.button(words.next));
  await prompt.dialog.getByRole("status").waitFor({ state: "attached" });
  await look("ending");
  return found;
}

for (const language of ["en", "zh-CN"] as const)
  for (const colorScheme of ["light", "dark"] as const)
    for (const width of [1280, 360])
      for (const scale of ["1", "1.6"])
        test(`axe finds nothing in any state: ${language}, ${colorScheme}, ${width} px, text ${scale}`, async () => {
          const site = await openSite({
            surveys: [EVERYTHING],
            attributes: { "data-locale": language, "data-text-scale": scale },
            head: `<style>html { color-scheme: light dark } @media (prefers-color-scheme: dark) { body { background: #111; color: #eee } }</style>`,
          });
          const { page } = await site.visit("/", {
            colorScheme,
            viewport: { width, height: 800 },
            // The states are what counts here, not the ways between them.
            reducedMotion: "reduce",
          });
          await callApi(page, "track", "go");
          expect(await walk(page, language, scale !== "1")).toEqual([]);
        });

test("axe sees into the prompt: what is wrong there is found", async () => {
  const site = await openSite({ surveys: [EVERYTHING] });
  const { page } = await site.visit();
  await callApi(page, "track", "go");
  await promptOn(page)
    .score(1)
    .evaluate((radio) => {
      radio.textContent = "";
    });
  expect(await findAxeViolations(page)).toEqual([expect.stringContaining('role="radio"')]);
});

test("the prompt's appearance is announced once, politely, with how to reach it", async () => {
  const site = await openSite({ surveys: [{ ...EVERYTHING, sender: "Example Shop" }] });
  const { page } = await site.visit();
  await callApi(page, "track", "go");
  const prompt = promptOn(page);
  const announcement =
    "Feedback request from Example Shop, in the region “Feedback” at the end of the page: Would you recommend us?";
  const live = prompt.host.getByRole("status").filter({ hasText: announcement });
  await live.waitFor({ state: "attached" });
  expect(await live.count()).toBe(1);
  await prompt.score(9).click();
  await prompt.score("Happy").waitFor();
  expect(await live.count()).toBe(1);
});

test("the prompt is a named dialog in a labelled landmark, and its scores a named group with the ends in it", async () => {
  const site = await openSite({ surveys: [EVERYTHING] });
  const { page } = await site.visit();
  await callApi(page, "track", "go");
  await page.getByRole("region", { name: "Feedback" }).waitFor();
  await page.getByRole("dialog", { name: "Would you recommend us?" }).waitFor();
  await page.getByRole("radiogroup", { name: "Would you recommend us?" }).waitFor();
  const described = (score: number) =>
    promptOn(page)
      .score(score)
      .evaluate((radio) => {
        const root = radio.getRootNode();
        const ids = radio.getAttribute("aria-describedby")?.split(" ") ?? [];
        return root instanceof ShadowRoot ? ids.map((id) => root.getElementById(id)?.textContent) : [];
      });
  expect(await described(0)).toEqual(["Not at all likely"]);
  expect(await described(5)).toEqual([]);
  expect(await described(10)).toEqual(["Extremely likely"]);
  expect(await promptOn(page).dialog.getByRole("radio").count()).toBe(12);
});
