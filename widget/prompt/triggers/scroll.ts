import { onPage } from "../../loader/on-page.ts";
import { scrollerOf, shareScrolled } from "./scrolled.ts";
import { share } from "./shared.ts";
import type { Arm, FurtherMoments, TriggerOf } from "./trigger.ts";

/** How long a page must have had nothing to scroll before that counts as having seen it to its end, ms. */
const SETTLED_MS = 1_000;

/** Tells how much of its way the page, or a container that fills half of the window, was scrolled. */
export const watchScroll = () =>
  share<[number]>((tell) => {
    let frame = 0;
    const scrolled = new Set<Element>();
    const stop = onPage(["scroll"], ({ target }) => {
      scrolled.add(scrollerOf(target));
      frame =
        frame ||
        requestAnimationFrame(() => {
          frame = 0;
          scrolled.forEach((element) => void tell(shareScrolled(element)));
          scrolled.clear();
        });
    });
    return () => {
      stop();
      cancelAnimationFrame(frame);
    };
  });

/** Tells that a page has nothing to scroll, once it has loaded and stays like that. */
export const watchShort = () =>
  share<[]>((tell) => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        const middle = document.elementFromPoint(innerWidth / 2, innerHeight / 2);
        if (document.readyState === "complete" && !canScroll(middle)) tell();
      }, SETTLED_MS);
    };
    // Engines without it (Safari before 13.1) look once, after loading.
    const growth = typeof ResizeObserver === "function" ? new ResizeObserver(look) : undefined;
    growth?.observe(document.body);
    addEventListener("load", look);
    look();
    return () => {
      clearTimeout(timer);
      growth?.disconnect();
      removeEventListener("load", look);
    };
  });

/**
 * Fires once a share of the way through the page has been scrolled (default 50 %). A page with nothing to
 * scroll has been seen as a whole.
 */
export const armScroll: Arm<TriggerOf<"scroll">, FurtherMoments> = (
  { percent = 50 },
  fire,
  { onScroll, onShort },
) => {
  const stops = [
    onScroll((share) => {
      if (share * 100 >= percent) fire();
    }),
    onShort(() => fire()),
  ];
  return () => {
    for (const stop of stops) stop();
  };
};

/** Whether the page, or a container around an element, has more than it shows. */
function canScroll(element: Element | null): boolean {
  for (let one = element; one; one = one.parentElement)
    if (shareScrolled(one) >= 0 && /auto|scroll/.test(getComputedStyle(one).overflowY)) return true;
  return shareScrolled(scrollerOf(document)) >= 0;
}
