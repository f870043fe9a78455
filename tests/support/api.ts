import type { Page } from "playwright-core";
import { expect } from "vitest";
import type { Askling } from "../../widget/loader/askling.ts";

type Calls = Omit<Askling, "version" | "on" | "registerHost">;

/** Waits until the widget's script has run. */
export async function widgetReady(page: Page): Promise<void> {
  await page.waitForFunction(() => window.askling !== undefined && !Array.isArray(window.askling));
}

/** Calls `window.askling` in the page, once its script has run; resolves to what the call resolves to. */
export async function callApi<Name extends keyof Calls>(
  page: Page,
  name: Name,
  ...values: Parameters<Calls[Name]>
): Promise<Awaited<ReturnType<Calls[Name]>>> {
  await widgetReady(page);
  const given: [string, unknown[]] = [name, values];
  return page.evaluate(([call, all]) => Reflect.get(Object(window.askling), call)(...all), given);
}

/** Starts to note the widget's events in the page; the function it returns gives those so far. */
export async function noteEvents(page: Page, ...events: string[]): Promise<() => Promise<string[]>> {
  await widgetReady(page);
  await page.evaluate((names) => {
    const noted: string[] = [];
    Object.assign(window, { notedEvents: noted });
    for (const name of names)
      Reflect.get(Object(window.askling), "on")(name, () => {
        noted.push(name);
      });
  }, events);
  return () => page.evaluate(() => Reflect.get(window, "notedEvents"));
}

/**
 * Waits until the page knows that all it has kept has arrived, and has nothing to deliver any more: the collector knows
 * a little earlier, and a flush joins a sending under way.
 */
export async function allDelivered(page: Page): Promise<void> {
  await expect.poll(() => callApi(page, "flush")).toEqual({ delivered: 0, pending: 0 });
}
