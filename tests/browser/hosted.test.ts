import type { BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { allDelivered } from "../support/api.ts";
import { findAxeViolations } from "../support/axe.ts";
import { newVisitor } from "../support/browser.ts";
import { startTestCollector, type TestCollector } from "../support/collector.ts";
import { openGate } from "../support/gate.ts";
import { databaseOf, makeTestLink } from "../support/hosted.ts";
import { promptOn } from "../support/prompt.ts";
import { StoredRecord } from "../support/site.ts";

const score = {
  id: "score",
  type: "nps",
  title: {
    en: "How likely are you to recommend us, {{trait.first|friend}}?",
    "zh-CN": "您有多大可能将我们推荐给朋友？",
  },
};
const reason = {
  id: "reason",
  type: "text",
  title: { en: "What is the main reason?", "zh-CN": "主要原因是什么？" },
};
const common = {
  sender: { en: "Example Shop", "zh-CN": "示例商店" },
  notice: { text: { en: "Why we ask", "zh-CN": "为什么询问" }, url: "https://shop.example/privacy" },
  endings: [
    {
      title: { en: "Thank you!", "zh-CN": "谢谢！" },
      link: { label: "Tell a friend", url: "https://shop.example/" },
    },
  ],
};
const surveys = [
  {
    ...common,
    id: "visit",
    snooze: "7d",
    audience: { sample: 0 },
    frequency: { limit: 1 },
    triggers: [{ on: "load" }],
    questions: [score, reason],
  },
  {
    id: "mood",
    questions: [{ id: "mood", type: "csat", title: "How was it?", na: "Does not apply" }, reason],
  },
  { id: "thumb", questions: [{ id: "thumb", type: "thumbs", title: "Good?" }] },
];

let collector: TestCollector;
beforeAll(async () => {
  collector = await startTestCollector({
    manifest: { version: 1, keepQuery: true, surveys },
    config: {
      sites: [{ key: "pk_shop", manifest: "./surveys.json", secret: "s3cret", requireSignature: true }],
    },
  });
});
afterAll(() => collector.close());

const linkFor = (user: string) =>
  makeTestLink(databaseOf(collector), {
    survey: "visit",
    user,
    traits: { first: "Ada", branch: "north" },
    channel: "mail",
  });

async function open(query = "", options: BrowserContextOptions = {}, survey = "visit") {
  const visitor = await newVisitor(options);
  const page = await visitor.context.newPage();
  await page.goto(`${collector.url}/s/${survey}?key=pk_shop${query}`);
  return { ...visitor, page, prompt: promptOn(page) };
}

async function records(survey = "visit"): Promise<StoredRecord[]> {
  const text = await (await collector.get(`/v1/surveys/${survey}/records.ndjson`)).text();
  return text
    .split("\n")
    .filter(Boolean)
    .map((line) => StoredRecord.parse(JSON.parse(line)));
}
const ofUser = async (user: string) => (await records()).filter((one) => one.user?.id === user);
const ofChannel = async (channel: string, survey = "visit") =>
  (await records(survey)).filter(({ trigger }) => trigger.props?.channel === channel);

/** Looks again until it is so; the machine may be busy. */
const eventually = <Value>(look: () => Value | Promise<Value>) => expect.poll(look, { timeout: 20_000 });

describe("a survey's page", () => {
  it("is answered by link: the record has channel, person and traits, and the link is used", async () => {
    const query = `&link=${await linkFor("u-1")}`;
    const { page, prompt } = await open(query);
    await eventually(() => prompt.heading.textContent()).toContain("Ada");
    await page.reload();
    await prompt.score(9).click();
    await prompt.text.fill("Kind people");
    await prompt.button("Send").click();
    await eventually(() => prompt.heading.textContent()).toBe("Thank you!");
    await eventually(async () =>
      (await ofUser("u-1")).find(({ state }) => state === "complete"),
    ).toMatchObject({
      answers: { score: 9, reason: "Kind people" },
      trigger: { on: "link", props: { channel: "mail" } },
      user: { traits: { branch: "north", first: "Ada" } },
      verified: true,
      page: { url: `${collector.url}/s/visit` },
      locale: "en-US",
    });
    // The link is marked after the record is stored, and before it is acknowledged.
    await allDelivered(page);
    const again = await open(query);
    again.guard.allow(/410/);
    expect(await again.page.getByRole("heading", { level: 1 }).textContent()).toBe("This link has been used");
    expect(await again.page.content()).not.toContain("Ada");
  });

  it("opened twice takes one answer, and tells the other person why theirs is not kept", async () => {
    const query = `&link=${await linkFor("u-twice")}`;
    const [first, second] = [await open(query), await open(query)];
    await first.prompt.score(9).click();
    await first.prompt.button("Skip").click();
    await allDelivered(first.page);
    await second.prompt.score(2).click();
    await second.prompt.button("Skip").click();
    await second.page.getByRole("alert").getByText("What you answered now was not kept.").waitFor();
    expect(await second.page.locator("askling-prompt, form:visible").count()).toBe(0);
    expect(await ofUser("u-twice")).toMatchObject([{ state: "complete", answers: { score: 9 } }]);
    // The first may still change their mind.
    await first.prompt.button("Change my answer").click();
    await first.prompt.score(4).click();
    await eventually(async () => (await ofUser("u-twice")).map(({ answers }) => answers.score)).toEqual([4]);
  });

  it.each(["", "&score=9"])(
    "leaves no record of a mail scanner that runs scripts, and its link free (%s)",
    async (more) => {
      const user = `u-scanned${more}`;
      const query = `&link=${await linkFor(user)}${more}`;
      const { context } = await newVisitor();
      const scanner = await context.newPage();
      await scanner.clock.install();
      await scanner.goto(`${collector.url}/s/visit?key=pk_shop${query}`);
      const prompt = promptOn(scanner);
      await prompt.score(9).waitFor();
      if (more) await eventually(() => prompt.score(9).getAttribute("aria-checked")).toBe("true");
      await scanner.clock.runFor(31_000);
      // Whatever waits is sent as the page goes away.
      await scanner.goto("about:blank");
      const person = await open(query);
      await person.prompt.score(9).waitFor();
      // A scanner's record would have come before the person's.
      if (more) await person.prompt.button("Next").click();
      else await person.prompt.score(9).click();
      await person.prompt.button("Skip").click();
      await eventually(() => ofUser(user)).toMatchObject([{ state: "complete", answers: { score: 9 } }]);
      expect(await ofUser(user)).toHaveLength(1);
    },
  );

  it("lets its reader change the answer at the end, in the same record", async () => {
    const { prompt } = await open(`&link=${await linkFor("u-2")}`);
    await prompt.score(3).click();
    await prompt.button("Skip").click();
    await prompt.button("Change my answer").click();
    await prompt.score(8).click();
    await eventually(async () => (await ofUser("u-2")).map(({ answers }) => answers.score)).toEqual([8]);
  });

  it("works without JavaScript for the first question", async () => {
    const { page } = await open(`&link=${await linkFor("u-3")}`, { javaScriptEnabled: false });
    await page.getByRole("radio", { name: "2", exact: true }).check();
    await page.getByRole("button", { name: "Send" }).click();
    await page.getByRole("heading", { level: 1, name: "Thank you!" }).waitFor();
    expect(await ofUser("u-3")).toMatchObject([{ answers: { score: 2 }, state: "partial", verified: true }]);
  });

  it("falls back to the plain form where the widget cannot be loaded", async () => {
    const visitor = await newVisitor();
    visitor.guard.allow(/Failed to load resource/);
    const page = await visitor.context.newPage();
    await page.route("**/askling.js", (route) => route.abort());
    await page.goto(`${collector.url}/s/visit?key=pk_shop`);
    await page.getByRole("radio", { name: "2", exact: true }).waitFor();
  });

  it("selects the score of the address, and records it only once it is confirmed", async () => {
    const { page, prompt } = await open("&score=9&channel=preselected");
    await eventually(() => prompt.score(9).getAttribute("aria-checked")).toBe("true");
    // By now the showing itself has arrived, as it does for a mail scanner that runs scripts.
    await page.evaluate(() => Reflect.get(Object(window.askling), "flush")());
    await eventually(async () => {
      await page.evaluate(() => Reflect.get(Object(window.askling), "flush")());
      return ofChannel("preselected");
    }).toMatchObject([{ state: "shown", answers: {} }]);
    await prompt.button("Next").click();
    await eventually(() => prompt.heading.textContent()).toBe("What is the main reason?");
    await prompt.button("Skip").click();
    await eventually(() => ofChannel("preselected")).toMatchObject([
      { state: "complete", answers: { score: 9 } },
    ]);
  });

  it.each([
    ["mood", "na", "Does not apply"],
    ["mood", "1", "Very unhappy"],
    ["thumb", "down", "Thumbs down"],
  ])("selects beforehand in %s: %s", async (survey, value, name) => {
    const { page } = await open(`&score=${value}`, {}, survey);
    await eventually(() => page.getByRole("radio", { checked: true }).allTextContents()).toEqual([name]);
  });

  it("without JavaScript selects the score as well, and takes it when it is sent", async () => {
    const { page } = await open("&score=9&channel=plain", { javaScriptEnabled: false });
    expect(await page.getByRole("radio", { name: "9", exact: true }).isChecked()).toBe(true);
    expect(await ofChannel("plain")).toEqual([]);
    await page.getByRole("button", { name: "Send" }).click();
    await eventually(() => ofChannel("plain")).toMatchObject([{ answers: { score: 9 } }]);
  });

  it("can be answered by keyboard alone", async () => {
    const { page, prompt } = await open("&channel=keys");
    await prompt.score(0).waitFor();
    await page.keyboard.press("Tab");
    for (let moved = 0; moved < 4; moved += 1) await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Enter");
    await prompt.text.waitFor();
    await page.keyboard.type("By keys");
    const focused = () =>
      page.evaluate(() => document.querySelector("askling-prompt")?.shadowRoot?.activeElement?.textContent);
    await page.keyboard.press("Tab");
    while ((await focused()) !== "Send") await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await eventually(() => ofChannel("keys")).toMatchObject([{ answers: { score: 4, reason: "By keys" } }]);
  });

  it("stays when the prompt is closed by Escape, and says so", async () => {
    const { page, prompt } = await open("&channel=escape");
    await prompt.score(0).focus();
    await page.keyboard.press("Escape");
    await page.getByText("You can close this page now.").waitFor();
  });

  it.each([
    ["miniProgram", "wx", "wx = { miniProgram: { navigateBack: () => { left = true } } }"],
    [
      "bridge",
      "WeixinJSBridge",
      "__wxjs_environment = 'miniprogram'; WeixinJSBridge = { invoke: (name, { name: call }) => { left = name + ' ' + call } }",
    ],
  ])("leaves a mini-program's webview at the end by its %s", async (_kind, _name, bridge) => {
    const visitor = await newVisitor();
    await visitor.context.addInitScript(`window.left = undefined; ${bridge}`);
    const page = await visitor.context.newPage();
    await page.goto(`${collector.url}/s/thumb?key=pk_shop&back=1`);
    await page.getByRole("radio", { name: "Thumbs up" }).click();
    await page.waitForFunction(() => Reflect.get(window, "left") !== undefined);
    expect([true, "invokeMiniProgramAPI navigateBack"]).toContain(
      await page.evaluate(() => Reflect.get(window, "left")),
    );
  });
});

describe("a kiosk", () => {
  async function openKiosk(channel: string) {
    const visitor = await newVisitor();
    const page = await visitor.context.newPage();
    await page.clock.install();
    await page.goto(`${collector.url}/s/visit?key=pk_shop&kiosk=1&channel=${channel}&score=9`);
    return { page, prompt: promptOn(page) };
  }
  const answer = async (page: Page, value: number) => {
    const prompt = promptOn(page);
    await prompt.score(value).click();
    await page.clock.runFor(1_000);
  };

  it("starts anew after each ending, with another visitor and record, and no way out", async () => {
    const { page, prompt } = await openKiosk("lobby");
    for (const value of [9, 4]) {
      await answer(page, value);
      await prompt.button("Skip").click();
      await page.clock.runFor(1_000);
      await prompt.button("Change my answer").waitFor();
      expect(await prompt.dialog.getByRole("link").count()).toBe(0);
      await page.clock.runFor(7_000);
      await eventually(async () => {
        await page.clock.runFor(500);
        return prompt.score(9).count();
      }).toBe(1);
    }
    await eventually(async () => {
      await page.clock.runFor(500);
      return (await ofChannel("lobby")).map(({ answers, state }) => `${state} ${answers.score}`).sort();
    }).toEqual(["complete 4", "complete 9"]);
    const all = await ofChannel("lobby");
    expect(new Set(all.map(({ visitor }) => visitor)).size).toBe(2);
  });

  it("starts anew a minute after the last touch, and keeps what was answered as partial", async () => {
    const { page, prompt } = await openKiosk("corridor");
    await answer(page, 2);
    await prompt.text.fill("half a sent");
    await page.clock.runFor(50_000);
    expect(await prompt.text.inputValue()).toBe("half a sent");
    await page.clock.runFor(12_000);
    await eventually(async () => {
      await page.clock.runFor(500);
      return prompt.score(9).count();
    }).toBe(1);
    expect(await prompt.score(2).getAttribute("aria-checked")).toBe("false");
    await eventually(async () => {
      await page.clock.runFor(1_000);
      return ofChannel("corridor");
    }).toMatchObject([{ state: "partial", answers: { score: 2 } }]);
  });
});

const LOOKS: [string, string, BrowserContextOptions][] = [
  ["on a narrow phone", "", { viewport: { width: 320, height: 640 }, hasTouch: true, isMobile: true }],
  ["in the dark", "", { colorScheme: "dark" }],
  ["in Chinese", "&lang=zh-CN", { locale: "zh-CN" }],
];
describe.each(LOOKS)("the page %s", (_name, query, options) => {
  const findFaults = async (page: Page) => {
    expect(await findAxeViolations(page)).toEqual([]);
    const [wide, room] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    expect(wide).toBeLessThanOrEqual(room ?? 0);
  };

  it("has nothing that axe finds wrong and does not scroll sideways", async () => {
    const { page, prompt } = await open(query, options);
    await prompt.score(0).waitFor();
    await findFaults(page);
  });

  it("nor have the plain form, its complaint and its thanks", async () => {
    const { context, guard } = await newVisitor(options);
    guard.allow(/Failed to load resource/);
    const page = await context.newPage();
    await page.route("**/askling.js", (route) => route.abort());
    await page.goto(`${collector.url}/s/visit?key=pk_shop${query}`);
    const send = page.locator("form button");
    await send.waitFor();
    await findFaults(page);
    await send.click();
    await page.getByRole("alert").waitFor();
    await findFaults(page);
    await page.getByRole("radio", { name: "7", exact: true }).check();
    await send.click();
    await page.getByRole("heading", { level: 1, name: /Thank you|谢谢/ }).waitFor();
    await findFaults(page);
  });
});

it("asks in Chinese, frame and all, who reads Chinese", async () => {
  const { page, prompt } = await open("", { locale: "zh-CN" });
  await eventually(() => prompt.heading.textContent()).toBe("您有多大可能将我们推荐给朋友？");
  expect(await page.title()).toBe("意见反馈 – 示例商店");
});

it("an answer on a survey's page is stored though a proxy asks the collector by another name", async () => {
  const gate = await openGate(collector.url, { renamesHost: true });
  onTestFinished(() => gate.close());
  const { context } = await newVisitor();
  const page = await context.newPage();
  await page.goto(`${gate.url}/s/visit?key=pk_shop&channel=proxied`);
  await promptOn(page).score(9).click();
  await eventually(async () => (await ofChannel("proxied")).map(({ answers }) => answers.score)).toEqual([9]);
  await allDelivered(page);
});
