import { leaveToInputMethod } from "./inputMethod.ts";

const KEYS = ["keydown", "keypress", "keyup"];

/**
 * Follows the focus into a prompt, and keeps keys pressed inside to it: the page sees the prompt's element as
 * their target, not the text field in it, and would take them for its shortcuts. No part of the prompt learns of
 * keys that belong to an input method. Its listeners go with the element.
 *
 * @returns gives the focus back to where it was; leaves it alone if it is elsewhere by now
 */
export function followFocus(host: HTMLElement, landmark: HTMLElement): () => void {
  let before: EventTarget | null;
  host.addEventListener("focusin", ({ relatedTarget }) => {
    before = relatedTarget || before;
  });
  for (const key of KEYS) host.addEventListener(key, (event) => event.stopPropagation());
  landmark.addEventListener("keydown", leaveToInputMethod, true);
  return () => {
    if (document.activeElement === host && before instanceof HTMLElement)
      before.focus({ preventScroll: true });
  };
}

/** Moves the focus to what is asked now. */
export function takeFocus(body: Element): void {
  // On a touch screen a text field would bring up the keyboard unasked.
  const field = matchMedia("(pointer:coarse)").matches ? "" : ",textarea";
  const find = (what: string) => body.querySelector<HTMLElement>(what);
  const target = find(`[tabindex="0"]${field}`) || find("h2");
  if (target) target.focus({ preventScroll: true });
}
