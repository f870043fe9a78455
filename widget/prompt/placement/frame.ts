import type { Frame } from "../needs.ts";

/** A frame that shows less than this of its page each way shows nothing that can be read, px. */
const MIN_PX = 50;
/** How often an unseen frame is looked at again: what hides it may lie in another document, ms. */
const POLL_INTERVAL_MS = 1_000;

/** Watches the frame that the page stands in. */
export function watchFrame(): Frame {
  let waiting: (() => void)[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  // Safari before 12.1 has no observer, and cannot tell.
  let inSight = typeof IntersectionObserver === "undefined";
  // Against the window of the whole page, whatever frames of other origins lie between.
  const observer = inSight
    ? undefined
    : new IntersectionObserver((entries) => {
        inSight = !!entries[entries.length - 1]?.isIntersecting;
        look();
      });
  observer?.observe(document.documentElement);

  const isUnseen = () => !inSight || innerWidth < MIN_PX || innerHeight < MIN_PX || isHiddenFrame(window);

  function look(): void {
    clearTimeout(timer);
    if (!waiting.length) return;
    if (isUnseen()) timer = setTimeout(look, POLL_INTERVAL_MS);
    else {
      for (const tell of waiting) tell();
      waiting = [];
    }
  }

  return {
    isUnseen,
    seen: () =>
      new Promise((resolve) => {
        waiting.push(resolve);
        look();
      }),
    stop() {
      waiting = [];
      clearTimeout(timer);
      observer?.disconnect();
    },
  };
}

/** Whether a frame or one around it is hidden or see-through, as far as it is of the same origin. */
function isHiddenFrame(view: Window): boolean {
  const { frameElement } = view;
  if (!frameElement) return false;
  const shows = frameElement.checkVisibility?.({ checkOpacity: true, checkVisibilityCSS: true });
  return !(shows ?? getComputedStyle(frameElement).visibility === "visible") || isHiddenFrame(view.parent);
}
