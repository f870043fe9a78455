import { onPage } from "./on-page.ts";

/** What is a page of its own: the address, with the fragment only where that is a route. */
const pageOf = (href: string) => href.replace(/#(?![!/]).*/, "");

/**
 * Calls back when the address has changed without the page being opened anew, once for all changes of a
 * moment; returns the function that stops it.
 *
 * @param changed - told whether that is another page, rather than another place in the same one
 */
export function watchAddress(changed: (another: boolean) => void): () => void {
  const { navigation } = window as { navigation?: EventTarget };
  // Where engines have none, a page's <nav id="navigation"> is found instead.
  const follows = navigation && "currentEntry" in navigation;
  const stops: (() => void)[] = [];
  let { href } = location;
  let stopped = false;

  async function look(): Promise<void> {
    await undefined;
    const before = href;
    href = location.href;
    if (!stopped && href !== before) changed(pageOf(href) !== pageOf(before));
  }

  if (follows) stops.push(onPage(["currententrychange"], look, navigation));
  // Engines without it (Chrome before 102, Safari before 26, Firefox before 147) have no event for these two.
  else
    for (const name of ["pushState", "replaceState"] as const) {
      const original = history[name];
      const watched: typeof original = (...values) => {
        original.apply(history, values);
        void look();
      };
      history[name] = watched;
      // A script that has wrapped it meanwhile keeps it, and it no longer does anything.
      stops.push(() => {
        if (history[name] === watched) history[name] = original;
      });
    }
  stops.push(
    onPage(["popstate", "hashchange"], look),
    // Back from the browser's memory it is opened anew.
    onPage(["pageshow"], ({ persisted }: PageTransitionEvent) => persisted && changed(true)),
  );
  return () => {
    stopped = true;
    for (const stop of stops) stop();
  };
}
