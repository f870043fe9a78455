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

const earlier = window.askling;
const script = document.currentScript;
if (script instanceof HTMLScriptElement) {
  const settings = settingsFromScript(script, location.search);
  if (earlier && !Array.isArray(earlier)) {
    if (settings.debug) console.log("[askling] a second copy on this page is ignored");
  } else {
    setPiecesFolder(script.src);
    const askling = createInstance(settings, () => {
      delete window.askling;
    });
    window.askling = askling;
    askling.push(...(earlier ?? []));
  }
}
