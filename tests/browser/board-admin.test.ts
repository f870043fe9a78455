import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findPageViolations } from "../support/axe.ts";
import { card, openBoardAs, settled } from "../support/boardPage.ts";
import { startTroubledBank, type TroubledBank } from "../support/troubledBank.ts";

let bank: TroubledBank;
beforeAll(async () => {
  bank = await startTroubledBank();
});
afterAll(() => bank?.close());

const DESK = { locale: "en-US", colorScheme: "light", viewport: { width: 1280, height: 900 } } as const;
const PHONE = { locale: "zh-CN", colorScheme: "dark", viewport: { width: 360, height: 740 } } as const;

/** Nothing that axe finds, and nothing that sticks out of the window. */
async function isFine(page: Page): Promise<void> {
  expect.soft(await findPageViolations(page)).toEqual([]);
  const over = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth - clientWidth;
  });
  expect.soft(over).toBe(0);
}

/** Presses Tab until what has the focus says this, as somebody without a mouse would. */
async function tabTo(page: Page, name: string): Promise<void> {
  const focused = () =>
    page.evaluate(() => {
      const { activeElement: found } = document;
      return (found instanceof HTMLInputElement ? found.labels?.[0] : found)?.textContent?.trim() ?? "";
    });
  for (let steps = 0; steps < 60 && (await focused()) !== name; steps++) await page.keyboard.press("Tab");
  expect(await focused()).toBe(name);
}

describe("an alarm", () => {
  it.each([
    [DESK, "Alarms", /: NPS was below 30 on the last day: [\d-]+ −57\.1 \(n = 7\)\. Since /],
    [PHONE, "警报", /：最近一天NPS低于 30：[\d-]+ −57\.1（n = 7）。 自 /],
  ] as const)("stands on the board with the figures that raised it: %#", async (looks, title, text) => {
    const page = await openBoardAs("chief", bank.collector, looks);
    await card(page, "alarms").getByRole("heading", { name: title }).waitFor();
    const [alarm, ...others] = await card(page, "alarms").getByRole("listitem").allTextContents();
    expect(others).toEqual([]);
    expect(alarm).toMatch(text);
    await isFine(page);
  });
});

describe("a message that did not arrive", () => {
  it("is told of in the language and on the screen that there is", async () => {
    const page = await openBoardAs("chief", bank.collector, { ...PHONE, query: "?page=admin" });
    const row = card(page, "messages").getByRole("row", { name: "ops" });
    expect(await row.textContent()).toMatch(/^ops警报.*81status 500重新发送$/);
    await isFine(page);
  });

  it("is sent again by the keyboard alone once its receiver works, and is gone from the list", async () => {
    const { receiver } = bank;
    const page = await openBoardAs("chief", bank.collector, { ...DESK, query: "?page=admin" });
    const messages = card(page, "messages");
    expect(await messages.getByRole("row", { name: "ops" }).textContent()).toMatch(
      /^opsAlarm.*81status 500Send again$/,
    );
    await isFine(page);
    receiver.answer(() => ({}));
    const before = receiver.requests.length;
    await tabTo(page, "Send again");
    await page.keyboard.press("Enter");
    await messages.getByText("It will be sent again.").waitFor();
    await messages.getByText("Every message has arrived.").waitFor();
    expect(await messages.getByRole("row").count()).toBe(0);
    // What had the focus is gone; it goes on from here and not from the top.
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe("messages");
    await expect.poll(() => receiver.requests.length).toBe(before + 1);
    expect(receiver.bodies().at(-1)).toMatchObject({ kind: "alert", alarm: { kind: "figure" } });
    await isFine(page);
    await page.reload();
    await messages.getByText("Every message has arrived.").waitFor();
  });
});

describe("an erasure", () => {
  it("by the keyboard alone is asked about, told, and noted in the record of erasures", async () => {
    const { collector } = bank;
    const page = await openBoardAs("chief", collector, { ...DESK, query: "?page=admin" });
    const past = card(page, "erasures");
    await past.getByText("Nothing has been erased yet.").waitFor();
    const question = page.getByRole("dialog", { name: "Erase all that is kept of the user “user-0”?" });

    await tabTo(page, "Id");
    await page.keyboard.type("user-0");
    await page.keyboard.press("Enter");
    await question.waitFor();
    await isFine(page);
    const { y } = (await question.boundingBox()) ?? {};
    expect(y).toBeGreaterThan(0);
    const words = await question.locator("p").evaluate(({ scrollWidth, clientWidth, textContent }) => {
      return { isCut: scrollWidth > clientWidth, textContent };
    });
    expect(words).toMatchObject({ isCut: false, textContent: expect.stringContaining("cannot be undone") });
    await page.keyboard.press("Escape");
    await question.waitFor({ state: "detached" });
    expect((await collector.get("/v1/users/user-0")).status).toBe(200);

    await tabTo(page, "Erase…");
    await page.keyboard.press("Enter");
    await question.waitFor();
    await tabTo(page, "Erase for good");
    await page.keyboard.press("Enter");
    await card(page, "erase").getByText("Erased: 1 record, 1 case.").waitFor();
    expect(await question.count()).toBe(0);
    await tabTo(page, "Erase…");
    expect((await collector.get("/v1/users/user-0")).status).toBe(404);

    const row = past.getByRole("row", { name: "chief" });
    await row.waitFor();
    await settled(page);
    expect(await row.textContent()).toMatch(/^\w+ \d+, \d{4}, [\d:]+\s[AP]MUserchief1 record, 1 case$/);
    expect(await past.textContent()).not.toContain("user-0");
    await isFine(page);
  });

  it("of somebody unknown is told as such, and noted nowhere", async () => {
    const page = await openBoardAs("chief", bank.collector, { ...PHONE, query: "?page=admin" });
    const rows = await card(page, "erasures").getByRole("row").count();
    await card(page, "erase").getByLabel("编号").fill("nobody");
    await card(page, "erase").getByRole("button", { name: "删除…" }).click();
    await page.getByRole("dialog", { name: "删除用户“nobody”的全部数据？" }).waitFor();
    await isFine(page);
    await page.getByRole("button", { name: "永久删除" }).click();
    await card(page, "erase").getByText("没有保存与此编号相关的数据。").waitFor();
    expect(await card(page, "erasures").getByRole("row").count()).toBe(rows);
    await isFine(page);
  });
});
