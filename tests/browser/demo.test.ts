import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { expect, onTestFinished, test } from "vitest";
import * as z from "zod/mini";
import { type RunningCollector, startCollector } from "../../server-stub/main.ts";
import { DEMO_CONFIG } from "../../server-stub/settings.ts";
import { SurveyRecord } from "../../widget/record/schema.ts";
import { newVisitor } from "../support/browser.ts";
import { promptOn } from "../support/prompt.ts";

const ADMIN_TOKEN = "admin-token-of-a-test";

/** The collector as it runs when nothing is configured: with the demo. */
async function openDemo(): Promise<RunningCollector> {
  const folder = mkdtempSync(join(tmpdir(), "askling-demo-"));
  const collector = await startCollector({
    port: 0,
    host: "127.0.0.1",
    databaseUrl: `sqlite:${join(folder, "demo.db")}`,
    configPath: DEMO_CONFIG,
    adminToken: ADMIN_TOKEN,
  });
  onTestFinished(async () => {
    await collector.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return collector;
}

async function readRecords({ url }: RunningCollector, survey: string): Promise<SurveyRecord[]> {
  const response = await fetch(`${url}/v1/surveys/${survey}/records.ndjson`, {
    headers: { Authorization: `Bearer ${ADMIN_TOKEN}` },
  });
  const lines = (await response.text()).split("\n").filter(Boolean);
  return z.array(SurveyRecord).parse(lines.map((line) => JSON.parse(line)));
}

/** Opens a page of the demo without its panel, which lies over narrow pages. */
async function visitDemo(url: string, locale: string): Promise<Page> {
  const { context } = await newVisitor({ locale });
  await context.addInitScript(() => {
    // It also runs in the empty page that comes before.
    if (location.protocol === "http:") localStorage.setItem("demo.panel", "closed");
  });
  const page = await context.newPage();
  await page.goto(url);
  return page;
}

const WORDS = {
  en: {
    shelf: "See the shelf",
    add: "Add to cart",
    cart: "Go to the cart",
    pay: "Pay now",
    send: "Send",
    skip: "Skip",
    end: "End chat",
    save: "Save address",
    happy: "Very satisfied",
    thanks: "Thank you, that warms us!",
  },
  "zh-CN": {
    shelf: "看看茶架",
    add: "加入购物车",
    cart: "去购物车",
    pay: "立即支付",
    send: "提交",
    skip: "跳过",
    end: "结束对话",
    save: "保存地址",
    happy: "非常满意",
    thanks: "谢谢您，我们很温暖！",
  },
};

for (const locale of ["en", "zh-CN"] as const) {
  const words = WORDS[locale];

  test(`in the demo an order is placed and its score arrives: ${locale}`, async () => {
    const demo = await openDemo();
    const page = await visitDemo(demo.url, locale);
    await page.getByRole("link", { name: words.shelf }).click();
    await page.locator("[data-grid] a").first().click();
    await page.getByRole("button", { name: words.add }).click();
    await page.getByRole("link", { name: words.cart }).click();
    await page.getByRole("button", { name: words.pay }).click();
    const prompt = promptOn(page);
    await prompt.score(9).click();
    await prompt.text.fill("Longjing");
    await prompt.button(words.send).click();
    await prompt.dialog.getByText(words.thanks).waitFor();
    await expect
      .poll(() => readRecords(demo, "order-nps"))
      .toMatchObject([
        {
          state: "complete",
          locale,
          touchpoint: "checkout",
          path: ["score", "reason"],
          answers: { score: 9, reason: "Longjing" },
          trigger: { on: "event", name: "order_paid" },
        },
      ]);
  });

  test(`in the demo a support chat and a form are followed by their questions: ${locale}`, async () => {
    const demo = await openDemo();
    const chat = await visitDemo(`${demo.url}/support.html`, locale);
    await chat.getByRole("button", { name: words.end }).click();
    await promptOn(chat).score(words.happy).click();
    await expect
      .poll(() => readRecords(demo, "support-csat"))
      .toMatchObject([{ state: "complete", answers: { satisfaction: 5 } }]);

    const account = await visitDemo(`${demo.url}/account.html`, locale);
    await account.getByRole("button", { name: words.save }).click();
    await promptOn(account).score(2).click();
    await promptOn(account).button(words.skip).click();
    await expect
      .poll(() => readRecords(demo, "address-ces"))
      .toMatchObject([{ state: "complete", path: ["effort", "obstacle"], answers: { effort: 2 } }]);
  });
}

test("the demo's panel tells what waits while it is offline, and that it arrived", async () => {
  const demo = await openDemo();
  const { context } = await newVisitor({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.goto(`${demo.url}/support.html`);
  await page.getByRole("radio", { name: "Offline" }).check();
  await page.getByRole("button", { name: "End chat" }).click();
  await promptOn(page).score("Very satisfied").click();
  await promptOn(page).dialog.getByText("Saved. It will be sent when you are online.").waitFor();
  expect(await readRecords(demo, "support-csat")).toEqual([]);
  await page.getByRole("radio", { name: "Online" }).check();
  await promptOn(page).dialog.getByText("Sent", { exact: true }).waitFor();
  expect(await readRecords(demo, "support-csat")).toMatchObject([{ answers: { satisfaction: 5 } }]);
});
