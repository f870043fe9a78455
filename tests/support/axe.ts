import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe finds wrong with the prompts of a page: rule and what it found, one line each. */
export async function axeFaults(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(source);
  return page.evaluate(async () => {
    const axe: { run(context: object): Promise<{ violations: AxeViolation[] }> } = Reflect.get(window, "axe");
    type AxeViolation = { id: string; nodes: { html: string; failureSummary?: string }[] };
    const { violations } = await axe.run({ include: [["askling-prompt"]] });
    return violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`)[0]}`,
    );
  });
}
