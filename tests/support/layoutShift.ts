import type { BrowserContext, Page } from "playwright-core";
import * as z from "zod/mini";

const Shift = z.object({ value: z.number(), recentInput: z.boolean(), nodes: z.array(z.string()) });
/** One entry of the browser's own measure of layout shift. */
export type Shift = z.infer<typeof Shift>;

/** What stands for a node in somebody's shadow, which the browser does not name. */
export const IN_SHADOW = "gone";

/** Measures layout shift in all pages that the context opens from now on. */
export async function measureShifts(context: BrowserContext): Promise<(page: Page) => Promise<Shift[]>> {
  await context.addInitScript((gone) => {
    const shifts: unknown[] = [];
    Object.assign(window, { measuredShifts: shifts });
    const note = (list: PerformanceObserverEntryList) => {
      for (const entry of list.getEntries()) {
        const { value, hadRecentInput, sources } = Object(entry);
        const nodes = [...sources].map(({ node }) => String(node?.nodeName ?? gone).toLowerCase());
        shifts.push({ value, recentInput: hadRecentInput, nodes });
      }
    };
    new PerformanceObserver(note).observe({ type: "layout-shift", buffered: true });
  }, IN_SHADOW);
  return async (page) => {
    // Entries come with the frame after the shift.
    await page.evaluate(
      () =>
        new Promise((resolve) =>
          requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve))),
        ),
    );
    return z.array(Shift).parse(await page.evaluate(() => Reflect.get(window, "measuredShifts")));
  };
}
