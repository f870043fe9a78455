import type { Askling } from "./askling.ts";
import { createInstance } from "./instance.ts";
import { setPiecesFolder } from "./pieces.ts";
import { settingsFromScript } from "./settings.ts";

declare global {
  interface Window {
    /** Before the script has loaded: calls that wait. Afterwards: the widget. */
    askling?: Askling | unknown[];
  }
}

// A page's element or frame of that name is found here as well.
const earlier: unknown = window.askling;
const script = document.currentScript;
if (script instanceof HTMLScriptElement) {
  const settings = settingsFromScript(script, location.search);
  if (earlier && Object.getPrototypeOf(Object(earlier)) === Object.prototype) {
    if (settings.debug) console.log("[askling] a second copy on this page is ignored");
  } else {
    setPiecesFolder(script.src);
    const askling = createInstance(settings, () => {
      delete window.askling;
    });
    window.askling = askling;
    if (Array.isArray(earlier)) askling.push(...earlier);
  }
}
