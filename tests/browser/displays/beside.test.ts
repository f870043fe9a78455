import { describe, expect, test } from "vitest";
import { callApi } from "../../support/api.ts";
import { findAxeViolations } from "../../support/axe.ts";
import { boxOf } from "../../support/box.ts";
import { dialogOf, focused, hostOf, surveyShown } from "../../support/displays.ts";
import { BODY, openSite } from "../../support/site.ts";

const inline = (id: string, more: object = {}) => surveyShown(id, { as: "inline", into: `#${id}` }, more);

describe("inline prompts", () => {
  test("several stand on a page at the same time, and count only when seen", async () => {
    const body = `<div id="a"></div><div id="b"></div><p style="height:3000px"></p><div id="c"></div>`;
    const site = await openSite({ surveys: ["a", "b", "c"].map((id) => inline(id)), body });
    const { page } = await site.visit("/", { viewport: { width: 800, height: 900 } });
    for (const id of ["a", "b", "c"]) await dialogOf(page, id).waitFor({ state: "attached" });
    expect(await page.locator("#a > askling-prompt").count()).toBe(1);
    await expect.poll(() => callApi(page, "pending")).toBe(2);
    await page.locator("#c").scrollIntoViewIfNeeded();
    await expect.poll(() => callApi(page, "pending")).toBe(3);
    for (const [id, score] of [
      ["b", 3],
      ["c", 10],
    ] as const) {
      await dialogOf(page, id)
        .getByRole("radio", { name: String(score), exact: true })
        .click();
      await dialogOf(page, id).getByRole("button", { name: "Skip" }).click();
      await expect.poll(() => site.records(id)).toMatchObject([{ state: "complete", answers: { score } }]);
    }
  });

  test("that ask the same are told apart by their landmarks", async () => {
    const body = `<main><h1>Shop</h1><div id="a"></div><div id="b"></div></main>`;
    const questions = [{ id: "score", type: "nps", title: "Was this helpful?" }];
    const site = await openSite({ surveys: ["a", "b"].map((id) => inline(id, { questions })), body });
    const { page } = await site.visit();
    for (const id of ["a", "b"]) await dialogOf(page, id).waitFor();
    await page.getByRole("region", { name: "Was this helpful? 2", exact: true }).waitFor();
    expect(await findAxeViolations(page)).toEqual([]);
  });

  test("leave the turn and the pace to others", async () => {
    const surveys = [inline("a"), surveyShown("visit", { as: "popover" })];
    const site = await openSite({ surveys, body: `${BODY}<div id="a"></div>` });
    const { page } = await site.visit();
    await dialogOf(page, "a").waitFor();
    await dialogOf(page, "visit").waitFor();
    await callApi(page, "dismiss");
    await hostOf(page, "visit").waitFor({ state: "detached" });
    expect(await dialogOf(page, "a").isVisible()).toBe(true);
  });

  test("are answered before they have been seen for a second", async () => {
    const site = await openSite({ surveys: [inline("a")], body: `<div id="a"></div>` });
    const { page } = await site.visit();
    await dialogOf(page, "a").getByRole("radio", { name: "7" }).click();
    await dialogOf(page, "a").getByRole("button", { name: "Skip" }).click();
    await expect.poll(() => site.records("a")).toMatchObject([{ state: "complete", answers: { score: 7 } }]);
  });

  test("show into any container by call, and go with it", async () => {
    const site = await openSite({ surveys: [surveyShown("visit", { as: "popover" }, { triggers: [] })] });
    const { page } = await site.visit();
    const shown = callApi(page, "show", "visit", { into: "main" });
    await page.locator("main > askling-prompt").waitFor();
    await page.evaluate(() => document.querySelector("main")?.remove());
    expect(await shown).toMatchObject({ shown: true, record: { survey: "visit" } });
    expect(await callApi(page, "show", "visit", { into: "#nowhere", force: true })).toEqual({
      shown: false,
      reason: "unavailable",
    });
  });

  test("move nothing of the page but what is below them", async () => {
    const body = `<h1 id="above">Above</h1><div style="display:flex"><div id="a" style="width:500px"></div><p id="beside">Beside</p></div>`;
    const site = await openSite({
      surveys: [inline("a", { triggers: [{ on: "event", name: "go" }] })],
      body,
    });
    const { page } = await site.visit();
    const places = () =>
      page.evaluate(() =>
        ["above", "beside"].map((id) => {
          const { x = 0, y = 0 } = document.getElementById(id)?.getBoundingClientRect() ?? {};
          return [x, y];
        }),
      );
    const before = await places();
    await callApi(page, "track", "go");
    await dialogOf(page, "a").waitFor();
    expect(await places()).toEqual(before);
  });
});

describe("a tab", () => {
  const tab = (more: object = {}) =>
    surveyShown(
      "visit",
      { as: "tab", label: { en: "Feedback?", "zh-CN": "反馈" } },
      { triggers: undefined, ...more },
    );

  test("stands at the edge with its label, and is a showing only once opened", async () => {
    const site = await openSite({ surveys: [tab()], manifest: { pace: { perSession: 0 } } });
    const { page } = await site.visit();
    const button = hostOf(page, "visit").getByRole("button", { name: "Feedback?" });
    await button.waitFor();
    const box = await boxOf(button);
    expect(box.x + box.width).toBeCloseTo(1280, 1);
    expect(box.width).toBeGreaterThanOrEqual(44);
    expect(await callApi(page, "pending")).toBe(0);
    await button.focus();
    await page.keyboard.press("Enter");
    await dialogOf(page, "visit").waitFor();
    await expect.poll(async () => (await focused(page)).name).toBe("How likely are you to recommend visit?");
    await dialogOf(page, "visit").getByRole("radio", { name: "8" }).click();
    await dialogOf(page, "visit").getByRole("button", { name: "Skip" }).click();
    await expect
      .poll(() => site.records())
      .toMatchObject([{ state: "complete", trigger: { on: "tab" }, answers: { score: 8 } }]);
    await page.keyboard.press("Escape");
    await hostOf(page, "visit").waitFor({ state: "detached" });
  });

  test("comes back with the focus when its prompt is closed without an answer", async () => {
    const site = await openSite({ surveys: [tab()] });
    const { page } = await site.visit();
    const button = hostOf(page, "visit").getByRole("button", { name: "Feedback?" });
    await button.click();
    await dialogOf(page, "visit").waitFor();
    await page.keyboard.press("Escape");
    await button.waitFor();
    await expect.poll(() => focused(page)).toEqual({ inside: true, name: "Feedback?" });
    await expect.poll(() => site.records()).toMatchObject([{ state: "dismissed" }]);
  });

  test("steps aside while another prompt is open", async () => {
    const other = surveyShown("other", { as: "popover" }, { triggers: [] });
    const site = await openSite({ surveys: [tab(), other] });
    const { page } = await site.visit();
    const button = hostOf(page, "visit").getByRole("button", { name: "Feedback?" });
    await button.waitFor();
    void callApi(page, "show", "other").catch(() => {});
    await dialogOf(page, "other").waitFor();
    expect(await button.count()).toBe(0);
    await callApi(page, "dismiss");
    await button.waitFor();
  });
});
