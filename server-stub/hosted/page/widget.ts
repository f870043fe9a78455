import type { Askling } from "../../../widget/loader/askling.ts";
import type { PageData } from "../pageData.ts";

/** A page of its own is read at arm's length: its text is so much bigger than that of a prompt beside others. */
const BIGGER = 1.15;
const BIGGEST = 2;
/** On a page of this width, px, text is as usual: bigger, its words would have to be broken. */
const NARROW = 375;

/**
 * Loads the widget as a customer's page would.
 *
 * @throws when the script cannot be loaded or does not run here
 */
export function loadWidget({ key, locale, nonce, scaled }: PageData): Promise<Askling> {
  const script = document.createElement("script");
  script.src = "../askling.js";
  const attributes = {
    key,
    surveys: "#askling-surveys",
    endpoint: "../v1/batches",
    locale,
    styleNonce: nonce,
    ...(scaled ? {} : { textScale: String(textScale()) }),
  };
  Object.assign(script.dataset, attributes);
  return new Promise((resolve, reject) => {
    script.onerror = () => reject(new Error("The widget cannot be loaded."));
    script.onload = () => {
      const { askling } = window;
      if (askling && !Array.isArray(askling)) resolve(askling);
      else reject(new Error("The widget does not run here."));
    };
    document.head.appendChild(script);
  });
}

/** From what the reader has set as the size of text; the page's root has it unchanged. */
function textScale(): number {
  const size = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;
  const bigger = Math.min(BIGGER, Math.max(1, innerWidth / NARROW));
  return Math.min(BIGGEST, Math.max(1, (size || 1) * bigger));
}
