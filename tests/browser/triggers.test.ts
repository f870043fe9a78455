import { expect, test } from "vitest";
import { callApi, widgetReady } from "../support/api.ts";
import { promptOn } from "../support/prompt.ts";
import { openSite, SCORE_AND_COMMENT } from "../support/site.ts";

const triggeredBy = (...triggers: object[]) => ({ ...SCORE_AND_COMMENT, triggers });

test("an event shows the survey some time after it, with the event's values in text and record", async () => {
  const [score, reason] = SCORE_AND_COMMENT.questions;
  const survey = {
    ...triggeredBy({ on: "event", name: "order_paid", where: { amount: { gte: 50 } }, after: "2h" }),
    questions: [{ ...score, title: "You paid {{prop.amount}}. Would you recommend us?" }, reason],
  };
  const site = await openSite({ surveys: [survey] });
  const page = await site.visitStill();
  await callApi(page, "track", "order_paid", { amount: 10 });
  await callApi(page, "track", "order_seen", { amount: 80 });
  await callApi(page, "explain", "visit");
  await page.clock.fastForward("03:00:00");
  expect(await promptOn(page).host.count()).toBe(0);

  await callApi(page, "track", "order_paid", { amount: 80, basket: { lines: 3 } });
  await page.clock.fastForward("01:59:00");
  expect(await promptOn(page).host.count()).toBe(0);
  await page.clock.fastForward("00:02:00");
  await page.clock.resume();
  await promptOn(page).dialog.getByText("You paid 80. Would you recommend us?").waitFor();
  await promptOn(page).score(9).click();
  await promptOn(page).button("Skip").click();
  await expect
    .poll(() => site.records())
    .toMatchObject([{ trigger: { on: "event", name: "order_paid", props: { amount: 80 } } }]);
  const [record] = await site.records();
  expect(record?.trigger.props).toEqual({ amount: 80 });
});

test("an event that calls it off keeps the survey away", async () => {
  const survey = triggeredBy({ on: "event", name: "order_paid", after: "1m", unless: ["order_cancelled"] });
  const site = await openSite({ surveys: [survey] });
  const page = await site.visitStill();
  await callApi(page, "explain", "visit");
  await callApi(page, "track", "order_paid");
  await callApi(page, "track", "order_cancelled");
  await page.clock.fastForward("00:05:00");
  expect(await promptOn(page).host.count()).toBe(0);
  await callApi(page, "track", "order_paid");
  await page.clock.fastForward("00:01:01");
  await page.clock.resume();
  await promptOn(page).score(0).waitFor();
});

test("a click on what the selector finds shows the survey, also on nodes that came later", async () => {
  const site = await openSite({ surveys: [triggeredBy({ on: "click", selector: ".feedback" })] });
  const { page } = await site.visit();
  await callApi(page, "explain", "visit");
  await site.listens();
  await page.getByRole("button", { name: "Something else" }).click();
  expect(await promptOn(page).host.count()).toBe(0);
  await page.evaluate(() => {
    document.body.insertAdjacentHTML(
      "beforeend",
      `<div onclick="event.stopPropagation()"><button class="feedback"><b>Give feedback</b></button></div>`,
    );
  });
  await page.getByText("Give feedback").click();
  await promptOn(page).score(9).click();
  await promptOn(page).button("Close").click();
  await expect
    .poll(() => site.records())
    .toMatchObject([{ trigger: { on: "click" }, answers: { score: 9 } }]);
});

test("a page that was opened shows the survey after a while, not before", async () => {
  const site = await openSite({ surveys: [triggeredBy({ on: "load", after: "30s" })] });
  const page = await site.visitStill();
  await callApi(page, "explain", "visit");
  await page.clock.fastForward(25_000);
  expect(await promptOn(page).host.count()).toBe(0);
  await page.clock.fastForward(6_000);
  await page.clock.resume();
  await promptOn(page).score(9).waitFor();
});

for (const [template, title, last] of [
  ["nps", "How likely are you to recommend us", "10"],
  ["csat", "How satisfied are you with us?", "Very happy"],
  ["ces", "It was easy to do what I came for.", "7"],
] as const)
  test(`data-template="${template}" asks after five seconds without any manifest`, async () => {
    const site = await openSite({ attributes: { "data-surveys": undefined, "data-template": template } });
    const page = await site.visitStill();
    await callApi(page, "explain", template);
    await page.clock.fastForward(4_000);
    expect(await promptOn(page).host.count()).toBe(0);
    await page.clock.fastForward(2_000);
    await page.clock.resume();
    await promptOn(page).dialog.getByText(title).waitFor();
    await promptOn(page).score(last).click();
    await promptOn(page).text.fill("Just so");
    await promptOn(page).button("Send").click();
    await expect
      .poll(() => site.gate.batches())
      .toMatchObject([{ records: [{ survey: template, answers: { reason: "Just so" } }] }]);
  });

test("calls before the script has loaded are played in their order", async () => {
  const early = `<script>
    (window.askling = window.askling || []).push(["identify", "u-7", { plan: "pro" }]);
    (window.askling = window.askling || []).push(["setTraits", { city: "Hangzhou" }], ["track", "order_paid", { amount: 80 }]);
    window.askling.push(["nonsense"], "nonsense", null);
  </script>`;
  const survey = {
    ...triggeredBy({ on: "event", name: "order_paid" }),
    audience: { traits: { plan: ["pro", "vip"], city: { startsWith: "Hang" } } },
  };
  const site = await openSite({ surveys: [survey], head: early });
  const { page } = await site.visit();
  await promptOn(page).score(9).click();
  await page.evaluate(() => window.askling?.push(["dismiss"]));
  await expect
    .poll(() => site.records())
    .toMatchObject([
      {
        state: "dismissed",
        answers: { score: 9 },
        user: { id: "u-7", traits: { plan: "pro", city: "Hangzhou" } },
      },
    ]);
});

test("of two surveys at the same moment the one of higher priority shows, and the other one waits", async () => {
  const one = (id: string, priority: number) => ({
    id,
    priority,
    triggers: [{ on: "event", name: "go" }],
    questions: [{ id: "score", type: "nps", title: `Would you recommend ${id}?` }],
  });
  const site = await openSite({
    surveys: [one("low", 1), one("high", 10)],
    manifest: { pace: { cooldown: "1ms", perSession: 5 } },
  });
  const { page } = await site.visit();
  await callApi(page, "track", "go");
  await promptOn(page).dialog.getByText("Would you recommend high?").waitFor();
  expect(await promptOn(page).host.count()).toBe(1);
  await promptOn(page).button("Close").click();
  await promptOn(page).dialog.getByText("Would you recommend low?").waitFor();
});

test("a manifest in the page, an inline survey and a page without any manifest work as well", async () => {
  const inline = { ...SCORE_AND_COMMENT, display: { as: "inline", into: "#place" } };
  const json = JSON.stringify({ version: 1, surveys: [inline] });
  const site = await openSite({ attributes: { "data-surveys": undefined } });
  const body = `<main><h1>Shop</h1><div id="place"></div></main><script type="application/json" id="askling-surveys">${json}</script>`;
  site.pages.answer = (path) => (path === "/without" ? site.html() : site.html({ body }));
  const { page } = await site.visit();
  await page.locator("#place > askling-prompt").waitFor();
  await promptOn(page).score(9).click();
  await promptOn(page).button("Skip").click();
  await expect.poll(() => site.records()).toMatchObject([{ answers: { score: 9 } }]);

  await page.goto(`${site.pages.url}/without`);
  await widgetReady(page);
  expect(await callApi(page, "show", "visit")).toEqual({ shown: false, reason: "unavailable" });
});
