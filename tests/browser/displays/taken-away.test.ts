import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { callApi, widgetReady } from "../../support/api.ts";
import { dialogOf, focused, hostOf, surveyShown } from "../../support/displays.ts";
import { BODY, openSite, type Site } from "../../support/site.ts";

const REASON = "What is the main reason for your score?";
const OTHER = surveyShown("other", { as: "popover" }, { triggers: [] });

/** What pages do to what they do not know. */
const TAKEN: Record<string, () => void> = {
  "the element is removed": () => document.querySelector("askling-prompt")?.remove(),
  "the body is emptied": () => document.body.replaceChildren(),
  "the body's markup is written anew": () => {
    document.body.innerHTML = "<main>Anew</main>";
  },
  "the body is replaced, as Turbo does": () => {
    const body = document.createElement("body");
    body.innerHTML = '<main id="new">Anew</main>';
    document.body.replaceWith(body);
  },
  "the whole document is made anew, as hydration does": () => {
    const head = document.createElement("head");
    const body = document.createElement("body");
    document.documentElement.replaceChildren(head, body);
  },
  "the document element is replaced": () => {
    const html = document.createElement("html");
    html.innerHTML = "<head></head><body>Anew</body>";
    document.documentElement.replaceWith(html);
  },
  "everything in the document element goes": () => document.documentElement.replaceChildren(),
};

const take = (page: Page, how = "the element is removed") => page.evaluate(`(${TAKEN[how]})()`);

/** Shows a survey by call; what the call resolves to comes into `window.shown`. */
async function show(page: Page, options?: object): Promise<void> {
  await widgetReady(page);
  await page.evaluate((given) => {
    void Reflect.get(Object(window.askling), "show")("visit", given).then((result: unknown) =>
      Object.assign(window, { shown: result }),
    );
  }, options);
}

/** What `show()` has resolved to. */
const shown = (page: Page): Promise<unknown> =>
  page.waitForFunction(() => Reflect.get(window, "shown")).then((result) => result.jsonValue());

async function openStep(display: object, options: { more?: object; body?: string } = {}) {
  const site = await openSite({
    surveys: [surveyShown("visit", display, { triggers: [], ...options.more }), OTHER],
    ...(options.body ? { body: options.body } : {}),
  });
  const { page } = await site.visit();
  await show(page);
  await writeReason(page, 4);
  return { site, page, dialog: dialogOf(page, "visit") };
}

/** Taps a score, and begins to write why. */
async function writeReason(page: Page, score: number): Promise<void> {
  const dialog = dialogOf(page, "visit");
  await dialog.getByRole("radio", { name: String(score), exact: true }).click();
  await dialog.getByRole("textbox").click();
  await page.keyboard.type("Too dear");
}

/** Goes on writing without another click, and sends. */
async function goOn(site: Site, page: Page): Promise<void> {
  const dialog = dialogOf(page, "visit");
  await dialog.getByRole("heading", { name: REASON }).waitFor({ timeout: 1_000 });
  await expect.poll(async () => (await focused(page)).inside).toBe(true);
  await page.keyboard.type(", and late");
  await dialog.getByRole("button", { name: "Send" }).click();
  await dialog.getByRole("heading", { name: "Thank you!" }).waitFor();
  await expect
    .poll(() => site.records())
    .toMatchObject([{ state: "complete", answers: { score: 4, reason: "Too dear, and late" } }]);
}

describe.each(["popover", "sheet", "bar", "modal"])("a %s that the page takes away", (as) => {
  test("is there again at once, with its step, what was written, and the focus", async () => {
    const { site, page } = await openStep({ as });
    await take(page);
    await goOn(site, page);
    await page.keyboard.press("Escape");
    expect(await shown(page)).toMatchObject({ shown: true, record: { state: "complete" } });
  });

  test("a second time has ended: its record is what was answered, and the turn is free", async () => {
    const { site, page, dialog } = await openStep({ as });
    await take(page);
    await dialog.getByRole("heading", { name: REASON }).waitFor();
    await take(page);
    expect(await shown(page)).toMatchObject({
      shown: true,
      record: { state: "partial", answers: { score: 4 } },
    });
    await page.locator("#search").click();
    await page.keyboard.type("tea");
    expect(await page.locator("#search").inputValue()).toBe("tea");
    await page.locator("#search").blur();
    await page.evaluate(() => void Reflect.get(Object(window.askling), "show")("other"));
    await dialogOf(page, "other").getByRole("radio", { name: "9", exact: true }).click();
    await dialogOf(page, "other").getByRole("textbox").waitFor();
    await callApi(page, "flush");
    await expect.poll(() => site.records()).toMatchObject([{ state: "partial", answers: { score: 4 } }]);
    expect(await hostOf(page, "visit").count()).toBe(0);
  });
});

test.each(Object.keys(TAKEN))("a prompt is put back when %s", async (how) => {
  const { site, page } = await openStep({ as: "popover" });
  await take(page, how);
  await goOn(site, page);
});

test("a modal that is put back still keeps everything behind it out of reach", async () => {
  const { page } = await openStep({ as: "modal" });
  await take(page);
  await dialogOf(page, "visit").waitFor();
  await page.evaluate(() => document.querySelector<HTMLElement>("#search")?.focus());
  expect((await focused(page)).inside).toBe(true);
  await page.keyboard.press("Escape");
  expect(await shown(page)).toMatchObject({ record: { state: "dismissed", answers: { score: 4 } } });
});

test("what is put back is not announced again", async () => {
  const site = await openSite({ surveys: [surveyShown("visit", { as: "popover" }, { triggers: [] })] });
  const { page } = await site.visit();
  await show(page);
  const status = hostOf(page, "visit").getByRole("status");
  await expect.poll(() => status.textContent()).toContain("How likely are you to recommend visit?");
  await take(page);
  await dialogOf(page, "visit").waitFor();
  expect(await status.textContent()).toBe("");
});

test("a prompt that was not written in does not take the focus when it is put back", async () => {
  const site = await openSite({ surveys: [surveyShown("visit", { as: "popover" }, { triggers: [] })] });
  const { page } = await site.visit();
  await show(page);
  await dialogOf(page, "visit")
    .getByRole("textbox")
    .or(dialogOf(page, "visit").getByRole("radio"))
    .first()
    .focus();
  await page.locator("#search").click();
  await take(page);
  await dialogOf(page, "visit").waitFor();
  await page.keyboard.type("tea");
  expect(await page.locator("#search").inputValue()).toBe("tea");
});

test("a prompt moved by the page stays open, as often as it is moved, and is no less put back", async () => {
  const { site, page } = await openStep({ as: "popover" });
  const inTopLayer = () =>
    page.evaluate(() => document.querySelector("askling-prompt")?.matches(":popover-open"));
  for (const place of ["main", "body", "main"]) {
    await page.evaluate((selector) => {
      const host = document.querySelector("askling-prompt");
      if (host) document.querySelector(selector)?.appendChild(host);
    }, place);
    expect(await inTopLayer()).toBe(true);
    expect(await page.locator(`${place} > askling-prompt`).count()).toBe(1);
    expect((await focused(page)).inside).toBe(true);
  }
  await take(page);
  await goOn(site, page);
});

test("a modal moved by the page stays modal", async () => {
  const { site, page } = await openStep({ as: "modal" });
  await page.evaluate(() => {
    const host = document.querySelector("askling-prompt");
    if (host) document.querySelector("main")?.appendChild(host);
  });
  await page.evaluate(() => document.querySelector<HTMLElement>("#search")?.focus());
  await goOn(site, page);
});

test("a prompt is not put back on another page than its survey asks for", async () => {
  const audience = { url: { contains: "/orders" } };
  const site = await openSite({
    surveys: [surveyShown("visit", { as: "popover" }, { triggers: [], audience }), OTHER],
  });
  const { page } = await site.visit("/orders");
  await show(page);
  await writeReason(page, 4);
  await page.evaluate(() => {
    history.pushState(null, "", "/help");
    document.body.replaceWith(document.createElement("body"));
  });
  expect(await shown(page)).toMatchObject({ record: { state: "partial", answers: { score: 4 } } });
  expect(await page.locator("askling-prompt").count()).toBe(0);
});

test("a prompt is put back on another page that its survey asks for", async () => {
  const audience = { url: { contains: "/orders" } };
  const site = await openSite({
    surveys: [surveyShown("visit", { as: "popover" }, { triggers: [], audience }), OTHER],
  });
  const { page } = await site.visit("/orders/1");
  await show(page);
  await writeReason(page, 4);
  await page.evaluate(() => {
    history.pushState(null, "", "/orders/2");
    document.body.replaceWith(document.createElement("body"));
  });
  await goOn(site, page);
});

test("nothing is put back after destroy()", async () => {
  const { page } = await openStep({ as: "modal" });
  await callApi(page, "destroy");
  await page.evaluate(() => document.body.replaceChildren());
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 300)));
  expect(await page.locator("askling-prompt").count()).toBe(0);
  expect(await shown(page)).toMatchObject({ record: { state: "partial" } });
});

test("a thank-you that is taken away was read: the showing is complete", async () => {
  const { page, dialog } = await openStep({ as: "popover" });
  await dialog.getByRole("button", { name: "Send" }).click();
  await dialog.getByRole("heading", { name: "Thank you!" }).waitFor();
  await take(page);
  expect(await shown(page)).toMatchObject({ record: { state: "complete" } });
  expect(await page.locator("askling-prompt").count()).toBe(0);
});

test("a prompt taken away while it closes stays closed", async () => {
  const { page } = await openStep({ as: "popover" });
  await page.evaluate(() => {
    Reflect.get(Object(window.askling), "dismiss")();
    document.querySelector("askling-prompt")?.remove();
  });
  expect(await shown(page)).toMatchObject({ record: { state: "dismissed" } });
  expect(await page.locator("askling-prompt").count()).toBe(0);
});

test("a document written anew ends the showing, for nothing in it would work", async () => {
  const { page } = await openStep({ as: "popover" });
  await page.evaluate(() => {
    document.open();
    document.write("<p>Another document</p>");
    document.close();
  });
  expect(await shown(page)).toMatchObject({ record: { state: "partial", answers: { score: 4 } } });
  expect(await page.locator("askling-prompt").count()).toBe(0);
});

describe("an inline prompt", () => {
  const INTO = { as: "inline", into: "#here" };
  const WITH_PLACE = { body: `${BODY}<div id="frame"><div id="here"></div></div>` };

  test("is put back into a container that the page has emptied", async () => {
    const { site, page } = await openStep(INTO, WITH_PLACE);
    await page.evaluate(() => document.querySelector("#here")?.replaceChildren());
    expect(await page.locator("#here > askling-prompt").count()).toBe(1);
    await goOn(site, page);
  });

  test("is put into the container that has come instead of its own", async () => {
    const { site, page } = await openStep(INTO, WITH_PLACE);
    await page.evaluate(() => {
      const frame = document.querySelector("#frame");
      if (frame) frame.innerHTML = '<section id="here"></section>';
    });
    expect(await page.locator("section > askling-prompt").count()).toBe(1);
    await goOn(site, page);
  });

  test("stands in a shadow root of the page, and is put back there", async () => {
    const site = await openSite({ surveys: [surveyShown("visit", { as: "popover" }, { triggers: [] })] });
    const { page } = await site.visit();
    await widgetReady(page);
    await page.evaluate(() => {
      const into = document.createElement("div");
      document.querySelector("main")?.attachShadow({ mode: "open" }).append(into);
      void Reflect.get(Object(window.askling), "show")("visit", { into });
    });
    await writeReason(page, 4);
    await page.evaluate(() =>
      document.querySelector("main")?.shadowRoot?.firstElementChild?.replaceChildren(),
    );
    await dialogOf(page, "visit").getByRole("heading", { name: REASON }).waitFor();
    await page.keyboard.type(", and late");
    expect(await dialogOf(page, "visit").getByRole("textbox").inputValue()).toBe("Too dear, and late");
  });

  test("ends with its container, and leaves no other survey waiting", async () => {
    const { site, page } = await openStep(INTO, WITH_PLACE);
    await page.evaluate(() => document.querySelector("#frame")?.remove());
    expect(await shown(page)).toMatchObject({ record: { state: "partial", answers: { score: 4 } } });
    await callApi(page, "flush");
    await expect.poll(() => site.records()).toMatchObject([{ state: "partial" }]);
  });
});

describe("a tab", () => {
  const openTab = async (more: object = {}) => {
    const display = { as: "tab", label: "Feedback?" };
    const site = await openSite({
      surveys: [surveyShown("visit", display, { triggers: undefined, ...more })],
    });
    const { page } = await site.visit("/orders");
    const button = hostOf(page, "visit").getByRole("button", { name: "Feedback?" });
    await button.waitFor();
    return { site, page, button };
  };

  test("is put back at the edge, and its open prompt too", async () => {
    const { site, page, button } = await openTab();
    await take(page, "the body is replaced, as Turbo does");
    await button.click();
    await writeReason(page, 4);
    await take(page, "the body is replaced, as Turbo does");
    await goOn(site, page);
  });

  test("stands on each page that its survey asks for, and on no other", async () => {
    const { page, button } = await openTab({ audience: { url: { contains: "/orders" } } });
    const visitPage = (path: string) =>
      page.evaluate((to) => {
        history.pushState(null, "", to);
        document.body.replaceWith(document.createElement("body"));
      }, path);
    for (const path of ["/orders/1", "/orders/2"]) {
      await visitPage(path);
      expect(await button.count()).toBe(1);
    }
    await visitPage("/help");
    await expect.poll(() => button.count()).toBe(0);
    await visitPage("/orders/3");
    await button.waitFor();
  });

  test("is not put up again and again against a page that does not want it", async () => {
    const { page, button } = await openTab();
    await take(page);
    await button.waitFor();
    await take(page);
    expect(await button.count()).toBe(0);
  });
});
