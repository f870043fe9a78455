import type { BrowserContextOptions, Locator, Page } from "playwright-core";
import { newVisitor } from "./browser.ts";
import type { TestCollector } from "./collector.ts";
import { FAILED_REQUEST } from "./guard.ts";

/** How the board is opened: what a browser is like, and the query of the address, such as `?page=admin`. */
export type BoardOptions = BrowserContextOptions & { query?: string };

/** Opens the board; the answers that parts are not there for a token are told on the console by Chromium. */
export async function openBoard(
  collector: TestCollector,
  { query = "", ...options }: BoardOptions = {},
): Promise<Page> {
  const { context, guard } = await newVisitor(options);
  guard.allow(FAILED_REQUEST);
  const page = await context.newPage();
  await page.goto(`${collector.url}/board${query}`);
  return page;
}

/** Logs in with a token. */
export async function logIn(page: Page, token = "chief"): Promise<void> {
  await page.locator("#token").fill(token);
  await page.locator("#token").press("Enter");
  await page.locator("#content").waitFor();
}

/** Waits until everything that was asked for is there. */
export async function settled(page: Page): Promise<void> {
  await page.locator("#content .card:not(.skeleton)").first().waitFor();
  await page.waitForFunction(() => !document.querySelector('#content [aria-busy="true"], .skeleton'));
}

/** The board as a token sees it, with everything there. */
export async function openBoardAs(
  token: string,
  collector: TestCollector,
  options: BoardOptions = {},
): Promise<Page> {
  const page = await openBoard(collector, options);
  await logIn(page, token);
  await settled(page);
  return page;
}

/** A card of the board by the id of its heading. */
export const card = (page: Page, id: string): Locator => page.locator(`section[aria-labelledby="${id}"]`);
