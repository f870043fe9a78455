import { keepClear } from "./clear.ts";

export { css } from "./style.ts";

/** What the piece for phones, pages with fields, and readers' settings holds. */
export interface Room {
  css: string;
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
  let urgent = false;
  const update = () => {
    urgent = false;
    keepClear(host, wanted);
    changed();
  };
  const soon = ({ type }: Event) => {
    urgent ||= !/^focus/.test(type);
    cancelAnimationFrame(frame);
    // Browsers bring a field into view only after telling of its focus.
    frame = requestAnimationFrame(() => {
      // A press that brings the focus here is not over yet: what moved away from under it would not be clicked.
      if (urgent || document.activeElement !== host) update();
    });
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
