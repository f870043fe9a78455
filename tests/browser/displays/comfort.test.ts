import { describe, expect, test } from "vitest";
import { callApi } from "../../support/api.ts";
import { boxOf } from "../../support/box.ts";
import { dialogOf, surveyShown } from "../../support/displays.ts";
import { openSite } from "../../support/site.ts";

describe("large mode", () => {
  const openLarge = async (scale: string) => {
    const site = await openSite({
      surveys: [surveyShown("visit", { as: "popover" })],
      attributes: { "data-text-scale": scale },
    });
    const { page } = await site.visit("/", { viewport: { width: 360, height: 740 } });
    const dialog = dialogOf(page, "visit");
    await dialog.waitFor();
    return { site, page, dialog };
  };

  test("has targets of 60 px, at most five scores in a row, and a score waits for Send", async () => {
    const { site, dialog } = await openLarge("1.4");
    const boxes = await dialog.getByRole("radio").evaluateAll((radios) =>
      radios.map((radio) => {
        const { top, width, height } = radio.getBoundingClientRect();
        return { top, least: Math.min(width, height) };
      }),
    );
    expect(Math.min(...boxes.map(({ least }) => least))).toBeGreaterThan(59.9);
    for (const { top } of boxes) expect(boxes.filter((box) => box.top === top).length).toBeLessThanOrEqual(5);
    for (const button of await dialog.getByRole("button").all()) {
      const box = await boxOf(button);
      expect(Math.min(box.width, box.height)).toBeGreaterThanOrEqual(60);
    }
    await dialog.getByRole("radio", { name: "9", exact: true }).click();
    await dialog.getByRole("button", { name: "Send" }).click();
    await dialog.getByRole("button", { name: "Skip" }).click();
    await expect.poll(() => site.records()).toMatchObject([{ answers: { score: 9 } }]);
  });

  test("offers bigger text, up to twice as big, and back", async () => {
    const { page, dialog } = await openLarge("1.4");
    const bigger = dialog.getByRole("button", { name: "Larger text" });
    const size = () => dialog.evaluate((card) => Number.parseFloat(getComputedStyle(card).fontSize));
    const sizes = [await size()];
    for (let taps = 0; taps < 3; taps++) {
      await bigger.click();
      sizes.push(await size());
    }
    expect(sizes.map(Math.round)).toEqual([21, 26, 30, 21]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  });

  test("reads the question aloud where the browser can speak, and falls silent when asked or answered", async () => {
    const site = await openSite({
      surveys: [surveyShown("visit", { as: "popover" })],
      attributes: { "data-text-scale": "2" },
      head: `<script>
        window.spoken = [];
        Object.defineProperty(window, "speechSynthesis", { value: {
          speak(one) { window.spoken.push(one.lang + ": " + one.text); },
          cancel() { window.spoken.push("cancel"); },
        } });
      </script>`,
    });
    const { page } = await site.visit();
    const dialog = dialogOf(page, "visit");
    const spoken = () => page.evaluate(() => Array.from(Reflect.get(window, "spoken"), String));
    await dialog.getByRole("button", { name: "Read aloud" }).click();
    await expect.poll(spoken).toContain("en: How likely are you to recommend visit?");
    expect(await spoken()).toContain("en: 10");
    await dialog.getByRole("button", { name: "Stop reading" }).click();
    await dialog.getByRole("button", { name: "Read aloud" }).click();
    const before = (await spoken()).filter((one) => one === "cancel").length;
    await dialog.getByRole("radio", { name: "9", exact: true }).click();
    await dialog.getByRole("button", { name: "Send" }).click();
    await dialog.getByRole("textbox").waitFor();
    expect((await spoken()).filter((one) => one === "cancel").length).toBeGreaterThan(before);
    await dialog.getByRole("button", { name: "Read aloud" }).waitFor();
  });

  test("comes with the reader's own font size, and not with the page's", async () => {
    const site = await openSite({
      surveys: [surveyShown("visit", { as: "popover" })],
      head: "<style>html,body{font-size:40px}</style>",
    });
    const { page } = await site.visit();
    const dialog = dialogOf(page, "visit");
    await dialog.waitFor();
    expect(await dialog.getByRole("button", { name: "Larger text" }).count()).toBe(0);
  });
});

test("an open prompt follows the page into another language, and keeps what was typed", async () => {
  const survey = surveyShown(
    "visit",
    { as: "popover" },
    {
      questions: [{ id: "reason", type: "text", title: { en: "Why?", "zh-CN": "为什么？", ar: "لماذا؟" } }],
    },
  );
  const tab = surveyShown("tab", { as: "tab", label: { en: "Tell us", "zh-CN": "告诉我们" } });
  const site = await openSite({ surveys: [survey, tab] });
  const { page } = await site.visit();
  const dialog = dialogOf(page, "visit");
  await dialog.getByRole("textbox").fill("Tea");
  const speak = (lang: string) =>
    page.evaluate((tag) => {
      document.documentElement.lang = tag;
    }, lang);
  await speak("zh-CN");
  await dialog.getByRole("heading", { name: "为什么？" }).waitFor();
  await dialog.getByRole("button", { name: "关闭" }).waitFor();
  expect(await dialog.getByRole("textbox").inputValue()).toBe("Tea");
  await speak("ar");
  await dialog.getByRole("heading", { name: "لماذا؟" }).waitFor();
  expect(await dialog.getAttribute("dir")).toBe("rtl");
  await speak("en");
  await dialog.getByRole("button", { name: "Close" }).click();
  await page.getByRole("button", { name: "Tell us" }).waitFor();
  await speak("zh-CN");
  await page.getByRole("button", { name: "告诉我们" }).waitFor();
});

test("several fast changes of the language end in the last one", async () => {
  const site = await openSite({ surveys: [surveyShown("visit", { as: "popover" })] });
  const { page } = await site.visit();
  await dialogOf(page, "visit").waitFor();
  await page.evaluate(async () => {
    for (const lang of ["de", "ja", "zh-CN", "en"]) {
      document.documentElement.lang = lang;
      await Promise.resolve();
    }
  });
  await callApi(page, "flush");
  await dialogOf(page, "visit").getByRole("button", { name: "Close" }).waitFor();
});
