import { expect, test } from "vitest";
import { boxOf } from "../support/box.ts";
import { promptOn } from "../support/prompt.ts";
import { openSite, SCORE_AND_COMMENT } from "../support/site.ts";

const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };

test("on a phone a tap answers, every target is large enough and nothing sticks out", async () => {
  const site = await openSite();
  const { page } = await site.visit("/", PHONE);
  const prompt = promptOn(page);
  await prompt.score(0).waitFor();
  for (const radio of await prompt.dialog.getByRole("radio").all()) {
    const box = await boxOf(radio);
    expect(box.height).toBeGreaterThanOrEqual(44);
    expect(box.width).toBeGreaterThanOrEqual(32);
  }
  const card = await boxOf(prompt.dialog);
  expect(card).toMatchObject({ x: 0, width: 360 });
  expect(card.y + card.height).toBeCloseTo(740, 1);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);

  await prompt.score(9).tap();
  await prompt.text.waitFor();
  for (const button of await prompt.dialog.getByRole("button").all()) {
    const box = await boxOf(button);
    expect(Math.min(box.height, box.width)).toBeGreaterThanOrEqual(44);
  }
  await prompt.text.fill("Good");
  await prompt.button("Send").tap();
  await expect
    .poll(() => site.records())
    .toMatchObject([{ state: "complete", device: "mobile", answers: { score: 9, reason: "Good" } }]);
});

test("a screen reader's click answers", async () => {
  const site = await openSite();
  const { page } = await site.visit();
  await promptOn(page)
    .score(7)
    .evaluate((radio: HTMLElement) => radio.click());
  await promptOn(page).text.waitFor();
  await promptOn(page)
    .button("Skip")
    .evaluate((button: HTMLElement) => button.click());
  await expect.poll(() => site.records()).toMatchObject([{ state: "complete", answers: { score: 7 } }]);
});

test("a double click is one answer, and a second score meanwhile is none", async () => {
  const two = {
    ...SCORE_AND_COMMENT,
    questions: [
      { id: "first", type: "nps", title: "First?" },
      { id: "second", type: "nps", title: "Second?" },
    ],
  };
  const site = await openSite({ surveys: [two] });
  const { page } = await site.visit();
  const prompt = promptOn(page);
  await prompt.score(5).waitFor();
  await prompt.dialog.evaluate((dialog) => {
    const radios = dialog.querySelectorAll<HTMLElement>("[role=radio]");
    radios[5]?.click();
    radios[5]?.click();
    radios[8]?.click();
  });
  await prompt.dialog.getByText("Second?").waitFor();
  await prompt.button("Close").click();
  await expect
    .poll(() => site.records())
    .toMatchObject([{ state: "dismissed", path: ["first", "second"], answers: { first: 5 } }]);
});

test("in large mode a score waits for Send, stands in rows of five at most, and is 60 px large", async () => {
  const site = await openSite({ attributes: { "data-text-scale": "1.6" } });
  const { page } = await site.visit("/", PHONE);
  const prompt = promptOn(page);
  await prompt.score(0).waitFor();
  const boxes = await Promise.all((await prompt.dialog.getByRole("radio").all()).map(boxOf));
  const rows = new Map<number, number>();
  for (const box of boxes) {
    expect(Math.min(box.height, box.width)).toBeGreaterThanOrEqual(60);
    rows.set(box.y, (rows.get(box.y) ?? 0) + 1);
  }
  expect(Math.max(...rows.values())).toBeLessThanOrEqual(5);
  await prompt.score(3).tap();
  await prompt.button("Send").waitFor();
  await prompt.score(4).tap();
  await prompt.button("Send").tap();
  await prompt.text.waitFor();
  await prompt.button("Close").tap();
  await expect.poll(() => site.records()).toMatchObject([{ answers: { score: 4 } }]);
});

test("an answer may be changed until the ending is closed: the same record under a higher rev", async () => {
  const site = await openSite();
  const { page } = await site.visit();
  const prompt = promptOn(page);
  await prompt.score(2).click();
  await prompt.button("Skip").click();
  await expect.poll(() => site.records()).toMatchObject([{ answers: { score: 2 } }]);
  const [before] = await site.records();
  await prompt.button("Change my answer").click();
  await prompt.score(8).click();
  await prompt.button("Skip").click();
  await expect.poll(() => site.records()).toMatchObject([{ id: before?.id, answers: { score: 8 } }]);
  const [after] = await site.records();
  expect(after?.rev).toBeGreaterThan(before?.rev ?? 0);
  expect(after?.state).toBe("complete");
});

test("rules lead the way, and the record tells the path; links and texts are filled in as plain text", async () => {
  const survey = {
    ...SCORE_AND_COMMENT,
    questions: [
      { id: "score", type: "nps", title: "Hello <b>{{trait.name|you}}</b>?", required: true },
      { id: "low", type: "text", title: "What went wrong?", when: { answer: "score", lte: 6 } },
      { id: "high", type: "note", title: "Wonderful, {{answer.score}}!", when: { answer: "score", gte: 9 } },
    ],
    endings: [
      {
        when: { answer: "score", gte: 9 },
        title: "Tell a friend?",
        link: {
          label: "Share",
          url: "https://shop.example/refer?score={{answer.score}}&name={{trait.name}}",
        },
      },
    ],
  };
  const site = await openSite({
    surveys: [survey],
    head: `<script>(window.askling = []).push(["setTraits", { name: "<i>A&B" }])</script>`,
  });
  const { page } = await site.visit();
  const prompt = promptOn(page);
  await prompt.dialog.getByText("Hello <b><i>A&B</b>?").waitFor();
  expect(await prompt.button("Skip").count()).toBe(0);
  await prompt.score(10).click();
  await prompt.dialog.getByText("Wonderful, 10!").waitFor();
  await prompt.button("Next").click();
  const link = prompt.dialog.getByRole("link", { name: "Share" });
  expect(await link.getAttribute("href")).toBe("https://shop.example/refer?score=10&name=%3Ci%3EA%26B");
  await expect
    .poll(() => site.records())
    .toMatchObject([{ state: "complete", path: ["score", "high"], answers: { score: 10 } }]);
});

test("csat and ces answer their values, na is recorded as na", async () => {
  const survey = {
    ...SCORE_AND_COMMENT,
    questions: [
      { id: "faces", type: "csat", title: "Faces?" },
      { id: "stars", type: "csat", look: "stars", title: "Stars?" },
      { id: "numbers", type: "csat", look: "numbers", title: "Numbers?", na: "Does not apply" },
      { id: "ease", type: "ces", title: "Easy?", low: "Not easy", high: "Easy" },
    ],
  };
  const site = await openSite({ surveys: [survey] });
  const { page } = await site.visit();
  const prompt = promptOn(page);
  await prompt.score("Happy").click();
  await prompt.dialog.getByText("Stars?").waitFor();
  await prompt.score(3).click();
  await prompt.score("Does not apply").click();
  await prompt.dialog.getByText("Easy?").waitFor();
  await prompt.score(7).click();
  await expect
    .poll(() => site.records())
    .toMatchObject([{ answers: { faces: 4, stars: 3, numbers: "na", ease: 7 }, state: "complete" }]);
});
