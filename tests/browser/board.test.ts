import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { findPageViolations } from "../support/axe.ts";
import { BRANCH_SURVEY, branchRecords, postAll } from "../support/boardData.ts";
import { card, logIn, openBoard, openBoardAs, settled } from "../support/boardPage.ts";
import { startTestCollector, type TestCollector } from "../support/collector.ts";
import { aRecord } from "../support/collectorRecords.ts";
import { aToken } from "../support/tokens.ts";

const SITE = { key: "pk_bank", origins: ["*"], manifest: "./surveys.json", retentionDays: 730 };
const CONFIG = {
  sites: [SITE],
  tokens: [
    aToken("chief", "admin"),
    aToken("analyst", "analyst"),
    aToken("care", "care"),
    aToken("old-town", "analyst", { where: { "trait.branch": ["老城支行"] } }),
  ],
  timeZone: "Asia/Shanghai",
};
const MANIFEST = { version: 1, surveys: [BRANCH_SURVEY] };
const RESULTS = z.object({
  shown: z.number(),
  answered: z.number(),
  questions: z.object({ nps: z.object({ n: z.number(), nps: z.number() }) }),
});

/** A collector with a survey and some answers. */
async function startBank(records: number): Promise<TestCollector> {
  const bank = await startTestCollector({ config: CONFIG, manifest: MANIFEST });
  await postAll(bank, branchRecords(records, { days: 25, now: new Date() }));
  return bank;
}

let many: TestCollector;
beforeAll(async () => {
  many = await startBank(400);
});
afterAll(() => many.close());

async function results(collector: TestCollector, query: string) {
  const response = await collector.get(`/v1/surveys/${BRANCH_SURVEY.id}/results?${query}`);
  return RESULTS.parse(await response.json());
}

/** The days of the last month in the collector's zone, as the board asks for them. */
function lastDays(): string {
  const day = (shift: number) =>
    new Intl.DateTimeFormat("sv", { timeZone: CONFIG.timeZone }).format(Date.now() + shift * 86_400_000);
  return `from=${day(-29)}&to=${day(1)}`;
}

const formatPoints = (value: number) =>
  new Intl.NumberFormat("en", {
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
    signDisplay: "exceptZero",
  }).format(value);

describe("logging in", () => {
  it("tells that a token is wrong, takes the right one, and forgets it at logging out", async () => {
    const page = await openBoard(many);
    await page.locator("#token").fill("nobody");
    await page.getByRole("button", { name: "Log in" }).click();
    await page.getByText("Nobody knows this token").waitFor();
    await logIn(page);
    expect(await page.evaluate(() => document.cookie)).toBe("");
    await page.reload();
    await settled(page);
    await page.getByRole("button", { name: "Settings" }).click();
    await page.getByRole("button", { name: "Log out" }).click();
    await page.locator("#token").waitFor();
    await page.reload();
    await page.locator("#token").waitFor();
  });

  it("shows the next one nothing of what the one before saw", async () => {
    const page = await openBoardAs("chief", many);
    const before = await card(page, "figure-nps").textContent();
    await page.getByRole("button", { name: "Settings" }).click();
    await page.getByRole("button", { name: "Log out" }).click();
    let answer = () => {};
    const asked = new Promise<void>((resolve) => {
      answer = resolve;
    });
    // Held back, so that what is shown meanwhile can be seen.
    await page.route("**/results?*", async (route) => {
      await asked;
      await route.continue();
    });
    await logIn(page, "old-town");
    await page.locator(".skeleton").first().waitFor();
    expect(await page.locator("#content").textContent()).not.toContain(before);
    answer();
    await settled(page);
  });

  it("comes back when the session has ended", async () => {
    const page = await openBoardAs("chief", many);
    await page.context().clearCookies();
    await page.getByLabel("Period").selectOption("7");
    await page.getByText("Your session has ended").waitFor();
  });
});

describe("the figures", () => {
  it("are those of the API", async () => {
    const page = await openBoardAs("chief", many);
    const { questions, answered, shown } = await results(many, lastDays());
    expect(await card(page, "figure-nps").locator(".value").textContent()).toBe(
      formatPoints(questions.nps.nps),
    );
    expect(await card(page, "figure-nps").textContent()).toContain(`n = ${questions.nps.n}`);
    expect(await card(page, "rate").textContent()).toContain(`${answered} answered ÷ ${shown} shown`);
  });

  it("are drawn under a policy that lets nothing inline run, with a table for who does not see the drawing", async () => {
    const page = await openBoardAs("chief", many);
    expect(await card(page, "trend").locator("canvas").count()).toBe(1);
    expect(await card(page, "trend").getByRole("img").getAttribute("aria-label")).toMatch(/^From .* lowest/);
    await card(page, "trend").getByText("Show as a table").click();
    expect(await card(page, "trend").locator("tbody tr").count()).toBe(30);
    const response = await fetch(`${many.url}/board`);
    expect(response.headers.get("content-security-policy")).toContain("script-src 'self'");
    expect(await response.text()).not.toMatch(/<script>|style=/);
  });

  it("of a token that is limited are its own, and it is told so", async () => {
    const page = await openBoardAs("old-town", many);
    const { questions } = await results(many, `${lastDays()}&filter=trait.branch:老城支行`);
    expect(await card(page, "figure-nps").locator(".value").textContent()).toBe(
      formatPoints(questions.nps.nps),
    );
    await page.getByText("This token sees only trait.branch: 老城支行").waitFor();
    expect(await page.getByRole("navigation").count()).toBe(0);
  });

  it("follow a click on a group, which stands in the address and can be gone back from", async () => {
    const page = await openBoardAs("chief", many, { query: "?by=trait.branch" });
    const before = await card(page, "figure-nps").textContent();
    await card(page, "groups").getByRole("button", { name: "老城支行" }).click();
    await page.getByRole("button", { name: "Remove the filter trait.branch: 老城支行" }).waitFor();
    await settled(page);
    const { questions } = await results(many, `${lastDays()}&filter=trait.branch:老城支行`);
    await expect
      .poll(() => card(page, "figure-nps").locator(".value").textContent())
      .toBe(formatPoints(questions.nps.nps));
    expect(new URL(page.url()).searchParams.getAll("filter")).toEqual(["trait.branch:老城支行"]);
    await page.goBack();
    await expect.poll(() => card(page, "figure-nps").textContent()).toBe(before);
    await page.goForward();
    await page.reload();
    await settled(page);
    expect(await card(page, "figure-nps").locator(".value").textContent()).toBe(
      formatPoints(questions.nps.nps),
    );
  });

  it("of small groups are hidden", async () => {
    const page = await openBoardAs("chief", many, { query: "?by=trait.branch" });
    const row = card(page, "groups").getByRole("row", { name: "滨江支行" });
    expect(await row.textContent()).toMatch(/–n = [1-4], figures from 5 on/);
  });

  it("of small groups stay hidden behind the link on the group", async () => {
    const page = await openBoardAs("chief", many, { query: "?by=trait.branch" });
    await card(page, "groups").getByRole("button", { name: "滨江支行" }).click();
    await page.getByRole("button", { name: "Remove the filter trait.branch: 滨江支行" }).waitFor();
    await settled(page);
    const few = /n = [1-4], figures from 5 on/;
    for (const id of ["figure-nps", "figure-sat", "distribution"])
      await expect.poll(() => card(page, id).textContent()).toMatch(few);
    expect(await card(page, "figure-nps").locator(".value").textContent()).toBe("–");
    expect(await card(page, "figure-nps").textContent()).toContain("too few to compare");
    expect(await page.locator(".columns, .verbatims, .options, .matrix").count()).toBe(0);
    expect(await card(page, "questions").textContent()).not.toMatch(/agreed|%/);
  });

  it("are sorted by a click on a heading", async () => {
    const page = await openBoardAs("chief", many, { query: "?by=trait.branch" });
    const values = () => card(page, "groups").locator("tbody th").allTextContents();
    const worstLast = await values();
    await card(page, "groups").getByRole("button", { name: /^NPS/ }).click();
    const worstFirst = await values();
    // What is hidden has no place in an order of figures.
    expect(worstFirst.slice(0, -1)).toEqual(worstLast.slice(0, -1).reverse());
    expect(await card(page, "groups").locator("th[aria-sort]").getAttribute("aria-sort")).toBe("ascending");
  });

  it("keep up with what comes in", async () => {
    const bank = await startBank(20);
    try {
      const page = await openBoardAs("chief", bank);
      await page.locator(".liveness.live").waitFor();
      const { shown } = await results(bank, lastDays());
      await postAll(bank, [aRecord({ survey: BRANCH_SURVEY.id, answers: { nps: 10 } })]);
      await expect
        .poll(() => card(page, "rate").textContent(), { timeout: 40_000 })
        .toContain(`÷ ${shown + 1} shown`);
    } finally {
      await bank.close();
    }
  });

  it("stay when the collector is gone, and are told to be old", async () => {
    const bank = await startBank(20);
    const page = await openBoardAs("chief", bank);
    await page.locator(".liveness.live").waitFor();
    const before = await card(page, "figure-nps").textContent();
    await bank.close();
    await page.getByText(/^Connection lost; the figures are .* old$/).waitFor();
    expect(await card(page, "figure-nps").textContent()).toBe(before);
  });

  it("are exported as they are seen, unrounded", async () => {
    const page = await openBoardAs("chief", many, { query: "?by=trait.branch" });
    await page.getByRole("button", { name: "Export" }).click();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "What is seen here" }).click(),
    ]);
    const chunks: Buffer[] = [];
    for await (const chunk of await download.createReadStream()) chunks.push(Buffer.from(chunk));
    const text = Buffer.concat(chunks).toString();
    const { questions } = await results(many, lastDays());
    expect(text).toContain(`question,nps,,nps,${questions.nps.nps},`);
    expect(text).toContain("group trait.branch,nps,老城支行,nps,");
    expect(text.match(/^trend day,nps,\d{4}-\d\d-\d\d,nps,/gm)).toHaveLength(30);
    expect(text.match(/^trend 7-day mean,nps,\d{4}-\d\d-\d\d,nps,/gm)).toHaveLength(30);
    expect(text.startsWith("\uFEFF")).toBe(true);
  });
});

describe("what people wrote", () => {
  it("is found by its words and by the score that goes with it", async () => {
    const page = await openBoardAs("chief", many);
    const texts = card(page, "verbatims");
    await texts.getByLabel("Search").fill("WAITED counter");
    await expect.poll(() => texts.locator("p.text").allTextContents()).not.toEqual([]);
    for (const text of await texts.locator("p.text").allTextContents())
      expect(text).toBe("Waited 40 minutes with one counter open.");
    await texts.getByLabel("Score").selectOption("high");
    await texts.getByText("No text fits.").waitFor();
  });

  it("is tagged, and then told apart by its tag", async () => {
    const bank = await startBank(0);
    try {
      const said = (reason: string) => aRecord({ survey: BRANCH_SURVEY.id, answers: { nps: 3, reason } });
      await postAll(bank, [said("The door sticks."), said("Too loud.")]);
      const page = await openBoardAs("chief", bank);
      const texts = card(page, "verbatims");
      const item = texts.getByRole("listitem").filter({ hasText: "The door sticks." });
      await item.getByRole("button", { name: "Tags…" }).click();
      await item.getByLabel("Tags, separated by commas").fill("building, urgent");
      await item.getByRole("button", { name: "Save" }).click();
      await item.getByRole("button", { name: "building" }).click();
      await expect.poll(() => texts.locator("p.text").allTextContents()).toEqual(["The door sticks."]);
      expect(new URL(page.url()).searchParams.get("filter")).toBe("tag:building");
      await page.context().close();
    } finally {
      await bank.close();
    }
  });
});

describe("an admin", () => {
  it("erases a person after being asked, and is told what was erased", async () => {
    const bank = await startBank(20);
    try {
      await postAll(bank, [
        aRecord({ survey: BRANCH_SURVEY.id, user: { id: "u-erase" }, answers: { nps: 1 } }),
      ]);
      const page = await openBoardAs("chief", bank, { query: "?page=admin" });
      const erase = card(page, "erase");
      await erase.getByLabel("Id").fill("u-erase");
      await erase.getByRole("button", { name: "Erase…" }).click();
      await page.keyboard.press("Escape");
      expect((await bank.get("/v1/users/u-erase")).status).toBe(200);
      await erase.getByRole("button", { name: "Erase…" }).click();
      await page.getByRole("button", { name: "Erase for good" }).click();
      await erase.getByText("Erased: 1 record.").waitFor();
      expect((await bank.get("/v1/users/u-erase")).status).toBe(404);
    } finally {
      await bank.close();
    }
  });

  it("gets the survey's link, and how long records are kept", async () => {
    const page = await openBoardAs("chief", many, { query: "?page=admin" });
    await page.getByLabel("Kiosk").check();
    const link = card(page, "link").getByRole("link");
    expect(await link.getAttribute("href")).toBe(`${many.url}/s/${BRANCH_SURVEY.id}?key=pk_bank&kiosk=1`);
    expect(await card(page, "link").getByRole("img", { name: "QR code" }).count()).toBe(1);
    expect(await card(page, "retention").textContent()).toContain("730 days");
  });
});

it("the keyboard alone is enough", async () => {
  const page = await openBoardAs("chief", many, { query: "?by=trait.branch" });
  await page.keyboard.press("Tab");
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Skip to the content");
  await page.keyboard.press("Enter");
  expect(await page.evaluate(() => document.activeElement?.id)).toBe("content");
  const focused = () => page.evaluate(() => document.activeElement?.textContent ?? "");
  for (let steps = 0; steps < 60 && (await focused()) !== "老城支行"; steps++)
    await page.keyboard.press("Tab");
  expect(await focused()).toBe("老城支行");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Remove the filter trait.branch: 老城支行" }).waitFor();
});

describe("looks", () => {
  const SIZES = { desktop: { width: 1480, height: 1000 }, phone: { width: 320, height: 640 } };
  const looks = (["light", "dark"] as const).flatMap((colorScheme) =>
    (["zh-CN", "en"] as const).flatMap((locale) =>
      (["desktop", "phone"] as const).map((size) => ({ colorScheme, locale, size })),
    ),
  );
  let few: TestCollector;
  let none: TestCollector;
  beforeAll(async () => {
    few = await startBank(6);
    none = await startBank(0);
  });
  afterAll(async () => {
    await few.close();
    await none.close();
  });

  it.each(looks)(
    "$colorScheme, $locale, $size: axe finds nothing, and nothing sticks out",
    async ({ size, ...rest }) => {
      for (const bank of [many, few, none]) {
        const page = await openBoard(bank, { ...rest, viewport: SIZES[size], query: "?by=trait.branch" });
        await page.locator("#token").waitFor();
        if (bank === many) expect.soft(await findPageViolations(page)).toEqual([]);
        await logIn(page);
        await settled(page);
        for (const name of ["figures", "calls", "admin"]) {
          await page.locator(`nav a[href="?page=${name}"]`).click();
          await settled(page);
          expect.soft(await findPageViolations(page)).toEqual([]);
          expect(
            await page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
          ).toBeLessThanOrEqual(0);
          if (bank !== many) break;
        }
        await page.context().close();
      }
    },
  );

  it("are remembered on the device", async () => {
    const page = await openBoardAs("chief", many);
    await page.getByRole("button", { name: "Settings" }).click();
    await page.getByLabel("Colours").selectOption("dark");
    await page.getByRole("combobox", { name: "Language", exact: true }).selectOption("zh-CN");
    await page.getByRole("link", { name: "回访" }).waitFor();
    await page.reload();
    await settled(page);
    expect(
      await page.evaluate(() => [document.documentElement.lang, document.documentElement.dataset.scheme]),
    ).toEqual(["zh-CN", "dark"]);
  });
});
