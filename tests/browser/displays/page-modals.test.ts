import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { callApi, widgetReady } from "../../support/api.ts";
import { dialogOf, focused, hostOf } from "../../support/displays.ts";
import { BODY, openSite } from "../../support/site.ts";

const SURVEY = {
  id: "visit",
  triggers: [{ on: "event", name: "go" }],
  questions: [{ id: "reason", type: "text", title: "What should we improve?" }],
};
const require = createRequire(import.meta.url);
const bootstrapFile = (path: string) => readFileSync(require.resolve(`bootstrap/dist/${path}`), "utf8");

/** A page with Bootstrap as its package has it, and a modal of it. */
async function openBootstrap() {
  const site = await openSite({
    surveys: [SURVEY],
    head: '<link rel="stylesheet" href="/bootstrap.css"><script src="/bootstrap.js"></script>',
    body: `${BODY}<div class="modal fade" id="modal" tabindex="-1" aria-labelledby="title"><div class="modal-dialog">
      <div class="modal-content"><div class="modal-body"><h2 id="title">Log in</h2><input id="name" aria-label="Name"></div></div></div></div>`,
    files: {
      "/bootstrap.css": { body: bootstrapFile("css/bootstrap.min.css"), type: "text/css" },
      "/bootstrap.js": { body: bootstrapFile("js/bootstrap.bundle.min.js"), type: "text/javascript" },
    },
  });
  const { page } = await site.visit();
  await callApi(page, "explain", "visit");
  return { site, page };
}

/** Opens or closes Bootstrap's modal, to the end of its animation. */
const bootstrapModal = (page: Page, call: "show" | "hide") =>
  page.evaluate((name) => {
    const modal = document.querySelector("#modal");
    const { Modal } = Reflect.get(window, "bootstrap");
    return new Promise((resolve) => {
      modal?.addEventListener(name === "show" ? "shown.bs.modal" : "hidden.bs.modal", resolve, {
        once: true,
      });
      Modal.getOrCreateInstance(modal)[name]();
    });
  }, call);

const show = (page: Page) =>
  page.evaluate(() => void Reflect.get(Object(window.askling), "show")("visit", { force: true }));

/** Writes into the prompt by mouse and keyboard, and goes on by Tab. */
async function writeReason(page: Page): Promise<void> {
  const dialog = dialogOf(page, "visit");
  await dialog.getByRole("textbox").click();
  await page.keyboard.type("Too dear");
  expect(await dialog.getByRole("textbox").inputValue()).toBe("Too dear");
  expect(await page.locator("#name").inputValue()).toBe("");
  await page.keyboard.press("Tab");
  expect((await focused(page)).inside).toBe(true);
}

describe("while a modal of Bootstrap is open", () => {
  test("what is typed into a prompt by call lands in it, and it stays when the modal closes", async () => {
    const { site, page } = await openBootstrap();
    await bootstrapModal(page, "show");
    await show(page);
    await writeReason(page);
    await bootstrapModal(page, "hide");
    const dialog = dialogOf(page, "visit");
    expect(await dialog.getByRole("textbox").inputValue()).toBe("Too dear");
    await expect.poll(() => page.locator("body > askling-prompt").count()).toBe(1);
    await dialog.getByRole("button", { name: "Send" }).click();
    await expect.poll(() => site.records()).toMatchObject([{ answers: { reason: "Too dear" } }]);
  });

  test("a prompt that comes by itself waits until it is closed", async () => {
    const { page } = await openBootstrap();
    await bootstrapModal(page, "show");
    await callApi(page, "track", "go");
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 800)));
    expect(await hostOf(page, "visit").count()).toBe(0);
    await bootstrapModal(page, "hide");
    await dialogOf(page, "visit").waitFor();
  });

  test("a prompt that was there before can be written in as well", async () => {
    const { page } = await openBootstrap();
    await show(page);
    await dialogOf(page, "visit").waitFor();
    await bootstrapModal(page, "show");
    await writeReason(page);
  });
});

/** A modal of the page's own, and how it keeps the focus. */
const MODAL = `${BODY}<div id="modal" role="dialog" aria-modal="true" aria-label="Log in"><input id="name"></div>`;
const TRAPS: Record<string, string> = {
  "listens to focusin on the document": `document.addEventListener("focusin", ({ target }) => {
    if (!modal.contains(target)) field.focus();
  });`,
  "listens while the event comes down, and lets nobody else hear of it": `document.addEventListener("focusin", (event) => {
    if (modal.contains(event.target)) return;
    event.stopImmediatePropagation();
    field.focus();
  }, true);`,
  "listens to focus on the window": `window.addEventListener("focus", (event) => {
    if (event.target instanceof Node && !modal.contains(event.target)) field.focus();
  }, true);`,
  "listens to the modal losing the focus": `modal.addEventListener("focusout", ({ relatedTarget }) => {
    if (!modal.contains(relatedTarget)) field.focus();
  });`,
  "turns the Tab key round": `document.addEventListener("keydown", (event) => {
    if (event.key !== "Tab" || modal.contains(document.activeElement)) return;
    event.preventDefault();
    field.focus();
  }, true);`,
  "knows its fields by name": `document.addEventListener("focusin", ({ target }) => {
    if (target !== field) field.focus();
  });`,
  "looks again and again": `setInterval(() => {
    if (!modal.contains(document.activeElement)) field.focus();
  }, 20);`,
};

/** A page whose modal is open, with the focus in it. */
async function openModalPage(trap: string, body = MODAL) {
  const site = await openSite({
    surveys: [SURVEY],
    body: `${body}<script>const modal = document.querySelector("#modal"), field = document.querySelector("#name");
      field.focus(); ${trap}</script>`,
  });
  const { page } = await site.visit();
  await callApi(page, "explain", "visit");
  return { site, page };
}

describe("a prompt by call, over a modal of the page that", () => {
  test.each(Object.keys(TRAPS))("%s, keeps what is typed", async (how) => {
    const { page } = await openModalPage(TRAPS[how] ?? "");
    await show(page);
    await writeReason(page);
  });
});

test("a page that is inert lets no prompt come by itself, and takes none of what is typed", async () => {
  const body = `${BODY}<div id="modal" role="dialog" aria-label="Log in"><input id="name"></div>`;
  const { page } = await openModalPage(
    `document.querySelector("main").setAttribute("inert", "");${TRAPS["listens to focus on the window"]}`,
    body,
  );
  await callApi(page, "track", "go");
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 800)));
  expect(await hostOf(page, "visit").count()).toBe(0);
  await show(page);
  await writeReason(page);
});

test("a prompt outlives the modal that it stands in, also one that is taken away", async () => {
  const { page } = await openModalPage("");
  await show(page);
  await writeReason(page);
  await page.evaluate(() => document.querySelector("#modal")?.remove());
  await expect.poll(() => page.locator("body > askling-prompt").count()).toBe(1);
  expect(await dialogOf(page, "visit").getByRole("textbox").inputValue()).toBe("Too dear");
});

test.each([
  "visibility:hidden",
  "display:none",
  "opacity:0;pointer-events:none",
  "position:fixed;top:0;right:-400px;width:400px;height:400px",
])("a modal kept for later by %s makes no prompt wait", async (style) => {
  const body = MODAL.replace('id="modal"', `id="modal" style="${style}"`);
  const site = await openSite({ surveys: [SURVEY], body });
  const { page } = await site.visit();
  await widgetReady(page);
  await callApi(page, "explain", "visit");
  await callApi(page, "track", "go");
  await dialogOf(page, "visit").waitFor();
  expect(await page.locator("body > askling-prompt").count()).toBe(1);
});
