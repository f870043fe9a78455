import { afterAll, beforeAll, expect, test } from "vitest";
import { newVisitor } from "../support/browser.ts";
import type { PageServer } from "../support/pages.ts";
import { LANGUAGES, QUESTIONS } from "./specimens.ts";
import { openStand, putOn } from "./stand.ts";

let stand: PageServer;
beforeAll(async () => {
  stand = await openStand();
});
afterAll(() => stand.close());

// What a screen reader finds, question by question. Read the file through before you accept a change of it.
test.each(Object.keys(QUESTIONS))(
  "the accessibility tree of %s reads as it was reviewed",
  async (question) => {
    const { context } = await newVisitor();
    const page = await context.newPage();
    const trees: string[] = [];
    for (const language of LANGUAGES) {
      await putOn(page, stand.url, {
        question,
        display: "popover",
        width: "768",
        scheme: "light",
        language,
        scale: "1",
      });
      // What is announced stands in the tree as well, a moment after the prompt.
      await page.locator("askling-prompt section > [role=status]").getByText(/\S/).waitFor();
      const tree = await page.locator("askling-prompt section").ariaSnapshot();
      trees.push(`# ${language}\n${tree.replaceAll(stand.url, "")}`);
    }
    await expect(`${trees.join("\n\n")}\n`).toMatchFileSnapshot(
      `./trees/${question.replaceAll(" ", "-")}.yaml`,
    );
  },
);
