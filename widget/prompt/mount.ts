import type { Theme } from "../manifest/schema.ts";
import { surplusCss } from "./frames.ts";
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
}

/**
 * Puts `<askling-prompt>` on the page: at the end of the body and in the top layer, or into a container.
 *
 * @param survey - id, for `data-survey`
 * @param nonce - for the fallback `<style>`
 * @param dialog - of the page, open and modal: until it closes the prompt stands in it
 */
export function mount(survey: string, nonce?: string, into?: Element, dialog?: Element): Mounted {
  const host = document.createElement("askling-prompt");
  host.setAttribute("data-survey", survey);
  const root = host.attachShadow({ mode: "open" });
  const dress = addSheet(root, nonce);
  const landmark = root.appendChild(document.createElement("section"));
  (into || dialog || document.body).appendChild(host);
  if (!into && host.showPopover) {
    host.setAttribute("popover", "manual");
    host.showPopover();
    // What is in a modal dialog goes with it.
    if (dialog)
      dialog.addEventListener("close", () => {
        document.body.appendChild(host);
        host.showPopover();
      });
  }
  return { host, root, landmark, dress };
}

/** Constructed sheets pass any CSP; engines without them (Chrome < 73, Safari < 16.4) need a nonce'd style. */
function addSheet(root: ShadowRoot, nonce: string | undefined): (theme: Theme) => void {
  const sheet = root.adoptedStyleSheets && new CSSStyleSheet();
  const style = document.createElement("style");
  style.setAttribute("nonce", nonce || "");
  if (sheet) root.adoptedStyleSheets = [sheet];
  else root.appendChild(style);
  return (theme) => {
    const rules = css + surplusCss() + themeRules(theme);
    if (sheet) sheet.replaceSync(rules);
    else style.textContent = rules;
  };
}
