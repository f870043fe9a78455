import { type Browser, type BrowserContext, type BrowserContextOptions, chromium } from "playwright-core";
import { afterAll, onTestFinished } from "vitest";
import { CHROMIUM_FLAGS, findChromium, WITH_SCROLLBARS } from "../../.build/chromium.mjs";
import { type Guard, guardContext } from "./guard.ts";

/** Path of the Chromium to test with. */
export function chromiumPath(): string {
  const path = process.env.ASKLING_CHROMIUM ?? findChromium();
  if (!path) throw new Error("No Chromium for the browser tests: install one, or set ASKLING_CHROMIUM.");
  return path;
}

let launching: Promise<Browser> | undefined;

/** The one browser of a test file, closed after its last test. */
export function openBrowser(): Promise<Browser> {
  launching ??= chromium.launch({
    executablePath: chromiumPath(),
    args: CHROMIUM_FLAGS,
    ...WITH_SCROLLBARS,
  });
  return launching;
}

afterAll(async () => {
  await (await launching)?.close();
  launching = undefined;
});

/** Somebody with an empty browser, for one test; what the pages write on the console fails it. */
export interface Visitor {
  context: BrowserContext;
  guard: Guard;
}

/** Brings a new visitor. */
export async function newVisitor(options: BrowserContextOptions = {}): Promise<Visitor> {
  const browser = await openBrowser();
  const context = await browser.newContext({ locale: "en-US", ...options });
  const guard = guardContext(context);
  onTestFinished(async () => {
    await context.close();
    guard.check();
  });
  return { context, guard };
}
