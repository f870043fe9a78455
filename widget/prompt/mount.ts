import type { Theme } from "../manifest/schema.ts";
import type { PromptContext } from "./context.ts";
import { lazyCss } from "./lazy-pieces.ts";
import { css } from "./style.ts";
import { themeRules } from "./theme.ts";

/** The prompt's element on the page, with nothing in it yet. */
export interface Mounted {
  host: HTMLElement;
  root: ShadowRoot;
  /** The labelled landmark that the prompt is rendered into. */
  landmark: HTMLElement;
  /** Puts the theme's tokens into the sheet. */
  dress(theme: Theme): void;
  /** Lets the page take it away. */
  release(): void;
}

/**
 * Puts `<askling-prompt>` where it belongs on the page.
 *
 * @param floats - whether it stands over the page, in the top layer, rather than in a container
 * @param back - called when it stands again after it was away
 * @param gone - called when the page has taken it away for good
 */
export function mount(
  { survey, styleNonce, stay }: Pick<PromptContext, "survey" | "styleNonce" | "stay">,
  floats: boolean,
  back: () => void,
  gone: () => void,
): Mounted {
  const host = document.createElement("askling-prompt");
  host.setAttribute("data-survey", survey.id);
  const root = host.attachShadow({ mode: "open" });
  const dress = addSheet(root, styleNonce);
  const landmark = root.appendChild(document.createElement("section"));
  const layered = floats && "popover" in host;
  if (layered) host.setAttribute("popover", "manual");
  const stood = (again: boolean) => {
    if (layered && !host.matches(":popover-open")) host.showPopover();
    if (again) back();
  };
  return { host, root, landmark, dress, release: stay(host, root, stood, gone) };
}

/** Constructed sheets pass any CSP; engines without them (Chrome < 73, Safari < 16.4) need a nonce'd style. */
function addSheet(root: ShadowRoot, nonce: string | undefined): (theme: Theme) => void {
  const sheet = root.adoptedStyleSheets && new CSSStyleSheet();
  const style = document.createElement("style");
  style.setAttribute("nonce", nonce || "");
  if (sheet) root.adoptedStyleSheets = [sheet];
  else root.appendChild(style);
  return (theme) => {
    const rules = css + lazyCss() + themeRules(theme);
    if (sheet) sheet.replaceSync(rules);
    else style.textContent = rules;
  };
}
