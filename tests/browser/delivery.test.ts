import { expect, test } from "vitest";
import { promptOn } from "../support/prompt.ts";
import { openSite } from "../support/site.ts";

test("a score and a comment arrive exactly once, with all that a record tells", async () => {
  const site = await openSite();
  const { page } = await site.visit("/orders/17?token=secret#top");
  const prompt = promptOn(page);

  await prompt.score(9).click();
  await prompt.text.fill("Fast delivery");
  await prompt.button("Send").click();
  await expect.poll(() => site.records()).toMatchObject([{ state: "complete" }]);

  const [record] = await site.records();
  expect(record).toEqual({
    id: expect.stringMatching(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/),
    rev: 3,
    survey: "visit",
    surveyRevision: 1,
    state: "complete",
    shownAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
    changedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
    path: ["score", "reason"],
    answers: { score: 9, reason: "Fast delivery" },
    trigger: { on: "load" },
    visitor: expect.any(String),
    page: { url: `${site.pages.url}/orders/17`, referrer: "" },
    locale: "en",
    platform: "browser",
    device: "desktop",
    receivedAt: expect.any(String),
    verified: false,
    identity: expect.any(String),
  });
  await page.close();
  expect(site.gate.batches()).toHaveLength(1);
});
