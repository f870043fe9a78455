import type { Locator, Page } from "playwright-core";

/** The element of one survey; there may be several on a page. */
export const hostOf = (page: Page, survey: string): Locator =>
  page.locator(`askling-prompt[data-survey="${survey}"]`);

/** The dialog of one survey. */
export const dialogOf = (page: Page, survey: string): Locator => hostOf(page, survey).getByRole("dialog");

/** A survey of a score and a comment, shown as said. */
export function surveyShown(id: string, display: object, more: object = {}): object {
  return {
    id,
    display,
    triggers: [{ on: "load" }],
    questions: [
      { id: "score", type: "nps", title: `How likely are you to recommend ${id}?` },
      { id: "reason", type: "text", title: "What is the main reason for your score?" },
    ],
    ...more,
  };
}

/** The name of what has the focus, and whether that is inside a prompt. */
export function focused(page: Page): Promise<{ inside: boolean; name: string }> {
  return page.evaluate(() => {
    const outer = document.activeElement;
    const inner = outer?.shadowRoot?.activeElement;
    const one = inner ?? outer;
    const name = one?.getAttribute("aria-label") || one?.textContent || one?.id || one?.tagName || "";
    return { inside: inner !== undefined && inner !== null, name: name.trim() };
  });
}

/** Whether an element's box lies in the window. */
export async function isInWindow(page: Page, element: Locator): Promise<boolean> {
  const box = await element.boundingBox();
  const { width, height } = page.viewportSize() ?? { width: 0, height: 0 };
  if (!box) return false;
  return (
    box.x >= -0.5 && box.y >= -0.5 && box.x + box.width <= width + 0.5 && box.y + box.height <= height + 0.5
  );
}

/** The names of everything that assistive technology is told of, as the browser's own tree has them. */
export async function namesInTree(page: Page): Promise<string[]> {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send("Accessibility.getFullAXTree");
  await session.detach();
  return nodes.filter(({ ignored }) => !ignored).map(({ name }) => String(name?.value ?? ""));
}
