import type { Locator, Page } from "playwright-core";

/** What a respondent meets, found the way assistive technology finds it: by role and name. */
export interface PromptOnPage {
  dialog: Locator;
  region: Locator;
  /** A score, by its name. */
  score(name: string | number): Locator;
  button(name: string): Locator;
  text: Locator;
  heading: Locator;
  /** The element around it all. */
  host: Locator;
}

/** The open prompt of a page. */
export function promptOn(page: Page): PromptOnPage {
  const host = page.locator("askling-prompt");
  const dialog = host.getByRole("dialog");
  return {
    host,
    dialog,
    region: page.getByRole("region", { name: /^(Feedback|意见反馈)$/ }),
    score: (name) => dialog.getByRole("radio", { name: String(name), exact: true }),
    button: (name) => dialog.getByRole("button", { name, exact: true }),
    text: dialog.getByRole("textbox"),
    heading: dialog.getByRole("heading", { level: 2 }),
  };
}
