import type { Askling } from "../../../widget/loader/askling.ts";
import type { PageData } from "../pageData.ts";

/** The survey is all that the page shows, so its text is larger by this factor than that of a prompt. */
const LARGER = 1.15;
const MAX_SCALE = 2;
/** Up to this width, px, text keeps its usual size: larger words would have to be broken. */
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

/** The reader's own size of text, which the page's root has unchanged, and the larger one of this page. */
function textScale(): number {
  const size = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;
  const bigger = Math.min(LARGER, Math.max(1, innerWidth / NARROW));
  return Math.min(MAX_SCALE, Math.max(1, (size || 1) * bigger));
}
