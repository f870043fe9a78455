import { type Browser, chromium, type Page } from "playwright-core";
import { expect, onTestFinished, test } from "vitest";
import { CHROMIUM_FLAGS } from "../../.build/chromium.mjs";
import { widgetReady } from "../support/api.ts";
import { chromiumPath } from "../support/browser.ts";
import { openFaultySite, tap, tapAndClose } from "../support/faultySite.ts";
import { guardContext } from "../support/guard.ts";

async function launch(...flags: string[]): Promise<Browser> {
  const browser = await chromium.launch({
    executablePath: chromiumPath(),
    args: [...CHROMIUM_FLAGS, ...flags],
  });
  onTestFinished(() => browser.close());
  return browser;
}

async function open(browser: Browser, url: string): Promise<Page> {
  const context = await browser.newContext();
  const guard = guardContext(context);
  onTestFinished(() => guard.check());
  const page = await context.newPage();
  await page.goto(url);
  return page;
}

test("24: in a sandboxed frame, where every store throws, an answer leaves at once", async () => {
  const site = await openFaultySite();
  const inner = site.html();
  site.pages.answer = (path) =>
    path === "/frame" ? inner : `<!doctype html><iframe sandbox="allow-scripts" src="/frame"></iframe>`;
  const { page } = await site.visit();
  const frame = page.frameLocator("iframe");
  await frame.getByRole("heading", { name: "Example shop" }).waitFor();
  const [, content] = page.frames();
  await content?.waitForFunction(() => window.askling !== undefined && !Array.isArray(window.askling));
  await content?.evaluate(() => void Object(window.askling).show("visit", { force: true }));
  await frame.locator("askling-prompt").getByRole("radio", { name: "9", exact: true }).click();
  await expect.poll(async () => Object.values(await site.scores()), { timeout: 8_000 }).toEqual([9]);
  await expect.poll(() => content?.evaluate(() => Object(window.askling).pending())).toBe(0);
});

test("25: on plain http, without Web Locks and randomUUID, two tabs take turns by a lease", async () => {
  const site = await openFaultySite();
  const browser = await launch("--host-resolver-rules=MAP shop.example 127.0.0.1");
  const url = site.pages.url.replace("127.0.0.1", "shop.example");
  const page = await open(browser, url);
  await widgetReady(page);
  expect(await page.evaluate(() => [isSecureContext, "locks" in navigator, "randomUUID" in crypto])).toEqual([
    false,
    false,
    false,
  ]);
  const other = await page.context().newPage();
  await other.goto(`${url}/other`);
  site.proxy.act = () => ({ delayMs: 400 });
  const [mine, theirs] = await Promise.all([tapAndClose(page, 3), tapAndClose(other, 4)]);
  await site.arrived({ [mine]: 3, [theirs]: 4 });
  for (const tab of [page, other]) await site.empty(tab);
  const sent = site.proxy.sent().filter((one) => !one.endsWith(".1"));
  expect(new Set(sent).size).toBe(sent.length);
});

test("26: where localStorage is null and IndexedDB forbidden, an answer still arrives", async () => {
  const site = await openFaultySite();
  const browser = await launch("--disable-local-storage");
  const page = await open(browser, `${site.pages.url}/start`);
  expect(await page.evaluate(() => window.localStorage)).toBeNull();
  const first = await tapAndClose(page, 6);
  await site.arrived({ [first]: 6 });
  await page.context().addInitScript(() => {
    indexedDB.open = () => {
      throw new DOMException("The operation is insecure.", "SecurityError");
    };
  });
  await page.goto(`${site.pages.url}/`);
  const second = await tap(page, 7);
  await site.arrived({ [first]: 6, [second]: 7 });
});
