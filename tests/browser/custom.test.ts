import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { openSite } from "../support/site.ts";

const SURVEY = {
  id: "visit",
  display: { as: "custom" },
  triggers: [{ on: "load" }],
  snooze: "7d",
  questions: [
    {
      id: "score",
      type: "nps",
      title: { en: "How likely are you to recommend us?", de: "Empfehlen Sie uns?" },
    },
    {
      id: "reason",
      type: "text",
      title: "Why {{answer.score}}?",
      when: { answer: "score", lte: 6 },
    },
    { id: "more", type: "text", title: "Anything else?" },
  ],
};

/** A page that keeps what `open` hands over as `asked`. */
async function openAsking() {
  const head = `<script>
    (window.askling = window.askling || []).push(["on", "open", (prompt) => { window.asked = prompt; }]);
  </script>`;
  const site = await openSite({ surveys: [SURVEY], head });
  const { page } = await site.visit();
  await page.waitForFunction(() => "asked" in window);
  return { site, page };
}

/** What is asked now, in words, with the path so far. */
const asked = (page: Page) =>
  page.evaluate(() => {
    const prompt = Reflect.get(window, "asked");
    return { question: prompt.text(prompt.question?.title), path: [...prompt.path] };
  });

const run = (page: Page, call: string, ...values: unknown[]) =>
  page.evaluate(([name, args]) => Reflect.get(window, "asked")[name](...args), [call, values] as const);

test("a page asks by itself: rules lead from question to question, and the answers arrive", async () => {
  const { site, page } = await openAsking();
  expect(await asked(page)).toEqual({ question: "How likely are you to recommend us?", path: ["score"] });
  // It counts as shown from now on.
  await expect.poll(() => page.evaluate(() => Reflect.get(Object(window.askling), "pending")())).toBe(1);
  await run(page, "answer", "score", 3);
  const title = (await asked(page)).question;
  expect(title).toMatch(/^Why .*3.*\?$/);
  // A changed answer leads elsewhere.
  await run(page, "answer", "score", 9);
  expect(await asked(page)).toEqual({ question: "Anything else?", path: ["score", "more"] });
  await run(page, "answer", "more", "No");
  expect((await asked(page)).question).toBe("");
  await run(page, "complete");
  const answers = { score: 9, more: "No" };
  await expect
    .poll(() => site.records())
    .toMatchObject([{ state: "complete", path: ["score", "more"], answers }]);
  expect(await page.locator("askling-prompt").count()).toBe(0);
});

test("a question that is not on the path takes no answer, and one may be skipped", async () => {
  const { site, page } = await openAsking();
  await run(page, "answer", "reason", "Too early");
  await run(page, "answer", "score");
  expect(await asked(page)).toEqual({ question: "Anything else?", path: ["score", "more"] });
  await run(page, "dismiss");
  await expect.poll(() => site.records()).toMatchObject([{ state: "dismissed", answers: {} }]);
});

test("it has the turn until it is closed, and show tells what came of it", async () => {
  const { page } = await openAsking();
  const results = await page.evaluate(async () => {
    const { askling } = window;
    const call = Reflect.get(Object(askling), "show");
    const busy = await call("visit", { force: true });
    await Reflect.get(window, "asked").snooze();
    const again = call("visit", { force: true });
    await new Promise<void>((resolve) => {
      Reflect.get(Object(askling), "on")("open", () => resolve());
    });
    await Reflect.get(window, "asked").complete();
    return [busy, await again];
  });
  expect(results).toMatchObject([
    { shown: false, reason: "busy" },
    { shown: true, record: { state: "complete", answers: {} } },
  ]);
});
