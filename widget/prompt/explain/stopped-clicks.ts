import { onPage } from "../../loader/on-page.ts";

/** How long after a press its click is due, ms. */
const DUE_MS = 100;

/**
 * Tells of presses whose clicks do not come: a listener of the page on its window, there before the widget's own, can
 * stop them, and no trigger hears them. Returns the function that stops it.
 */
export function watchStoppedClicks(log: (line: string) => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = onPage<MouseEvent>(["mouseup", "click"], ({ type, button }) => {
    clearTimeout(timer);
    if (type === "mouseup" && !button)
      timer = setTimeout(() => {
        log("a listener of the page on window stopped a click: no trigger hears it");
      }, DUE_MS);
  });
  return () => {
    clearTimeout(timer);
    stop();
  };
}
