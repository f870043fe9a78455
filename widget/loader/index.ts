import type { Askling } from "./askling.ts";
import { createInstance } from "./instance.ts";
import type * as LatePiece from "./late/late.ts";
import { OWN_NAME } from "./own-name.ts";
import { importPiece, setPiecesFolder } from "./pieces.ts";
import { type Settings, settingsFrom } from "./settings.ts";

declare global {
  interface Window {
    /** Before the script has loaded: calls that wait. Afterwards: the widget. */
    askling?: Askling | unknown[];
  }
}

// A page's element or frame of that name is found here as well.
const earlier: unknown = window.askling;
// Read from the prototype it is a script; that of an SVG has no `src`, and counts as none.
const own = document.currentScript as HTMLScriptElement | null;
const calls: unknown[] = Array.isArray(earlier) ? earlier : [];
const init = calls.find((call) => Object(call)[0] === "init");
const settings = settingsFrom(own, init);

function begin(chosen: Settings): Askling {
  const askling = createInstance(chosen, () => {
    delete window.askling;
  });
  window.askling = askling;
  return askling;
}

if (earlier && Object.getPrototypeOf(Object(earlier)) === Object.prototype) {
  if (settings.debug) console.log("[askling] a second copy on this page is ignored");
} else {
  // Modules have no element of their own, and what was fetched and evaluated has left a request at most.
  setPiecesFolder(
    own?.src ||
      [...document.querySelectorAll("script"), ...performance.getEntriesByType("resource")]
        .map((one) => ("src" in one ? one.src : one.name))
        .find((url) => OWN_NAME.test(url)) ||
      "",
  );
  if (own?.src && (settings.surveys || settings.template || settings.endpoint || settings.key))
    begin(settings).push(...calls.filter((call) => call !== init));
  else {
    window.askling = calls;
    importPiece<typeof LatePiece>("late")
      .then(({ awaitSettings }) => awaitSettings(own, calls, settingsFrom, begin))
      .catch((error) => console.warn(`Askling: the rest of it cannot be read: ${error}`));
  }
}
