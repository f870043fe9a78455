import type { Locator } from "playwright-core";

/** Waits until nothing fades or moves any more in an element, its shadow, or the shadow that it is in. */
export async function animationsOver(locator: Locator): Promise<void> {
  await locator.evaluate(async (element) => {
    const root = element.getRootNode();
    const inside = element.shadowRoot ?? (root instanceof ShadowRoot ? root : document);
    const moving = () =>
      inside.getAnimations().filter(({ effect, playState }) => {
        const frames = effect instanceof KeyframeEffect ? effect.getKeyframes() : [];
        const isEndless = effect?.getComputedTiming().iterations === Number.POSITIVE_INFINITY;
        return (
          playState === "running" &&
          !isEndless &&
          frames.some((frame) => "opacity" in frame || "transform" in frame)
        );
      });
    while (moving().length) await Promise.allSettled(moving().map(({ finished }) => finished));
  });
}
