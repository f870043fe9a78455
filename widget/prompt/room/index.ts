import { keepClear } from "./clear.ts";

/** What the piece for phones and pages with fields holds. */
export interface Room {
  css?: string;
  watchRoom: typeof watchRoom;
}

/**
 * Keeps a prompt in its room, at once and whenever that may have changed: the window, the keyboard of a phone,
 * the focus, or where the focused field stands. Returns the function that stops it.
 *
 * @param wanted - where the survey wants it
 * @param changed - called whenever it has been placed
 */
export function watchRoom(host: HTMLElement, wanted: string, changed: () => void): () => void {
  let frame = 0;
  const update = () => {
    keepClear(host, wanted);
    changed();
  };
  const soon = () => {
    cancelAnimationFrame(frame);
    // Browsers bring a field into view only after telling of its focus.
    frame = requestAnimationFrame(update);
  };
  const seen = window.visualViewport || window;
  const sources: [EventTarget, string][] = [
    [window, "resize"],
    [seen, "resize"],
    [seen, "scroll"],
    [document, "scroll"],
    [document, "focusin"],
    [document, "focusout"],
  ];
  for (const [source, event] of sources) source.addEventListener(event, soon, true);
  update();
  return () => {
    cancelAnimationFrame(frame);
    for (const [source, event] of sources) source.removeEventListener(event, soon, true);
  };
}
