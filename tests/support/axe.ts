import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import * as z from "zod/mini";
import { animationsOver } from "./animationsOver.ts";

const Violations = z.array(
  z.object({ id: z.string(), impact: z.nullish(z.string()), nodes: z.array(z.object({ html: z.string() })) }),
);

/** What axe finds wrong with a page, the prompt in its shadow root included: `rule: html` of each. */
export async function findAxeViolations(page: Page): Promise<string[]> {
  // A colour halfway is no colour to judge.
  for (const prompt of await page.locator("askling-prompt").all()) await animationsOver(prompt);
  return findPageViolations(page);
}

/** What axe finds wrong with a page that has no prompt. */
export async function findPageViolations(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in window)))
    // As the browser's own doing, which a page's policy does not forbid.
    await page.evaluate(readFileSync("node_modules/axe-core/axe.min.js", "utf8"));
  const found: unknown = await page.evaluate(async () => {
    const { violations } = await Reflect.get(window, "axe").run(document, {
      resultTypes: ["violations"],
      elementRef: false,
    });
    return violations;
  });
  return Violations.parse(found).flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}
