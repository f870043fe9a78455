import { openRoots, type Root } from "../../loader/shadow.ts";
import { share } from "./shared.ts";

/** How often a page that keeps changing is searched, ms. */
const SEARCH_MS = 200;
/** How often one that stands still is: that a shadow root was attached is told by nothing, ms. */
const STILL_MS = 1_000;
const CHANGES = { subtree: true, childList: true, attributes: true, attributeFilter: ["class", "id"] };

/** Tells the trees of the page whenever nodes may have come, or taken another id or class. */
export const watchRoots = () =>
  share<[Root[]]>((tell) => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = () => {
      timer = undefined;
      const roots = openRoots();
      for (const root of roots) observer.observe(root, CHANGES);
      tell(roots);
    };
    const observer = new MutationObserver(() => {
      timer = timer ?? setTimeout(look, SEARCH_MS);
    });
    const still = setInterval(() => document.hidden || look(), STILL_MS);
    look();
    return () => {
      observer.disconnect();
      clearTimeout(timer);
      clearInterval(still);
    };
  });
