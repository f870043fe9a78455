import { findAll, openRoots, type Root } from "../../loader/shadow.ts";
import { durationMs } from "../../manifest/duration.ts";
import { type Arm, type FurtherMoments, startTimer, type TriggerOf } from "./trigger.ts";

const THRESHOLDS = [0, 0.25, 0.5, 0.75, 1];

/**
 * Fires once an element that the selector finds, also one added later or in an open shadow root, has been visible
 * for a while (default 1 s): half of it, or as much as fills half of the window.
 */
export const armVisible: Arm<TriggerOf<"visible">, FurtherMoments> = (
  trigger,
  fire,
  { onRoots, onVisibility },
) => {
  const wait = durationMs(trigger.for, "1s");
  const known = new Set<Element>();
  const seen = new Set<Element>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  function watch(): void {
    const visible = seen.size > 0 && !document.hidden;
    if (visible && timer === undefined) timer = startTimer(fire, wait);
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

  function search(roots: readonly Root[]): void {
    const found = new Set(findAll(trigger.selector, roots));
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

  const stops = [onRoots(search), onVisibility(watch)];
  search(openRoots());
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
