import { leaveToInputMethod } from "./inputMethod.ts";

/** What pages act on: shortcuts, and the focus that has left their modal. */
const KEPT = ["keydown", "keypress", "keyup", "focusin"];

/** The focus of a prompt: where it came from, and where it is inside. */
export interface Focus {
  /** Gives it back to where it was; leaves it alone if it is elsewhere by now. */
  giveBack(): void;
  /** Remembers where it is inside; what it returns puts it there again, unless the page has it elsewhere. */
  remember(): () => void;
}

/**
 * Follows the focus into a prompt, and keeps keys pressed inside to it: the page sees the prompt's element as
 * their target, not the text field in it, and would take them for its shortcuts. No part of the prompt learns of
 * keys that belong to an input method. Its listeners go with the element.
 */
export function followFocus(host: HTMLElement, root: ShadowRoot, landmark: HTMLElement): Focus {
  let before: EventTarget | null;
  let inner: EventTarget | null;
  const isIn = (...places: (Element | null)[]) => places.indexOf(document.activeElement) >= 0;
  const put = (target: EventTarget | null) => {
    if (target instanceof HTMLElement) target.focus({ preventScroll: true });
  };
  host.addEventListener("focusin", ({ relatedTarget }) => {
    before = relatedTarget || before;
  });
  root.addEventListener("focusin", ({ target }) => {
    inner = target;
  });
  // What is taken away loses the focus as well, and has it again by then.
  root.addEventListener("focusout", () =>
    setTimeout(() => {
      inner = root.activeElement;
    }),
  );
  for (const type of KEPT) host.addEventListener(type, (event) => event.stopPropagation());
  landmark.addEventListener("keydown", leaveToInputMethod, true);
  return {
    giveBack: () => isIn(host) && put(before),
    remember: () => {
      const target = inner;
      return () => isIn(host, document.body, null) && put(target);
    },
  };
}

/** Moves the focus to what is asked now. */
export function takeFocus(body: Element): void {
  // On a touch screen a text field would bring up the keyboard unasked.
  const field = matchMedia("(pointer:coarse)").matches ? "" : ",textarea";
  const find = (selector: string) => body.querySelector<HTMLElement>(selector);
  const target = find(`[tabindex="0"]${field}`) || find("h2");
  if (target) target.focus({ preventScroll: true });
}
