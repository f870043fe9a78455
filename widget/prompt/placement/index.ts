import { avoidKeyboard, focusedElement, type Place } from "./avoid-keyboard.ts";

export { answerPresses } from "./presses.ts";

/**
 * Keeps a prompt where it has room, at once and whenever that may have changed: the window, the keyboard of a phone,
 * the focus, or where the focused field stands. Returns the function that stops it.
 *
 * @param changed - called whenever it has been placed
 */
export function watchPlacement(host: HTMLElement, place: Place, changed: () => void): () => void {
  let frame = 0;
  let urgent = false;
  let focused: Element | null = null;
  const update = () => {
    urgent = false;
    follow(focusedElement(host));
    avoidKeyboard(host, place, focused);
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
  // In a shadow root of the page the focus moves without a word to the document.
  const follow = (next: Element | null) => {
    if (focused) focused.removeEventListener("focusout", soon);
    if (next) next.addEventListener("focusout", soon);
    focused = next;
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
    follow(null);
    for (const [source, event] of sources) source.removeEventListener(event, soon, true);
  };
}
