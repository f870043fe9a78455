import { durationMs } from "../../manifest/duration.ts";
import { later } from "./later.ts";
import { share } from "./shared.ts";
import type { Arm, TriggerOf } from "./trigger.ts";

/** How often a page that keeps changing is searched for elements, ms. */
const SEARCH_MS = 200;
const THRESHOLDS = [0, 0.25, 0.5, 0.75, 1];

/** Tells that nodes came, or took another id or class. */
export const watchNodes = () =>
  share<[]>((tell) => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const observer = new MutationObserver(() => {
      timer =
        timer ??
        setTimeout(() => {
          timer = undefined;
          tell();
        }, SEARCH_MS);
    });
    observer.observe(window.document, {
      subtree: true,
      childList: true,
      attributes: true,
      attributeFilter: ["class", "id"],
    });
    return () => {
      observer.disconnect();
      clearTimeout(timer);
    };
  });

/**
 * Fires once an element that the selector finds, also one added later, has been visible for a while
 * (default 1 s): half of it, or as much as fills half of the window.
 */
export const armVisible: Arm<TriggerOf<"visible">> = (trigger, fire, { onNodes, onVisibility }) => {
  const wait = durationMs(trigger.for, "1s");
  const known = new Set<Element>();
  const seen = new Set<Element>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  function watch(): void {
    const visible = seen.size > 0 && !document.hidden;
    if (visible && timer === undefined) timer = later(fire, wait);
    if (visible) return;
    clearTimeout(timer);
    timer = undefined;
  }

  const observer = new IntersectionObserver(
    (entries) => {
      for (const entry of entries) {
        if (isSeen(entry)) seen.add(entry.target);
        else seen.delete(entry.target);
      }
      watch();
    },
    { threshold: THRESHOLDS },
  );

  function search(): void {
    const found = new Set(document.querySelectorAll(trigger.selector));
    known.forEach((element) => {
      if (found.has(element)) return;
      observer.unobserve(element);
      known.delete(element);
      seen.delete(element);
    });
    found.forEach((element) => {
      if (!known.has(element)) observer.observe(element);
      known.add(element);
    });
    watch();
  }

  const stops = [onNodes(search), onVisibility(watch)];
  search();
  return () => {
    clearTimeout(timer);
    observer.disconnect();
    for (const stop of stops) stop();
  };
};

function isSeen({
  isIntersecting,
  intersectionRatio,
  intersectionRect,
  rootBounds,
}: IntersectionObserverEntry) {
  const height = rootBounds?.height ?? innerHeight;
  return isIntersecting && (intersectionRatio >= 0.5 || intersectionRect.height >= height / 2);
}
