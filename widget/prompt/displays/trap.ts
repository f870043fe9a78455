import { leaveToInputMethod } from "../inputMethod.ts";

type Card = HTMLDialogElement;

const cardIn = (root: ShadowRoot) => root.querySelector<Card>(".card");

/**
 * Opens the rendered dialog as modal and gives it the focus; anew when the page has taken it away, for that ends
 * it without closing it.
 */
export function openModal(root: ShadowRoot): void {
  const card = cardIn(root);
  const heading = root.querySelector<HTMLElement>("h2");
  if (card && card.showModal) {
    card.removeAttribute("open");
    card.showModal();
  }
  if (heading) heading.focus();
}

const TABBABLE = "button,a[href],input,select,textarea,[tabindex]";

/**
 * Makes the rendered dialog modal: it takes the focus and keeps it, everything outside is inert, and Escape
 * closes it wherever the focus is. Engines without modal dialogs keep the focus all the same.
 *
 * @returns undoes all that, so that the focus can go back
 */
export function trap(root: ShadowRoot, dismiss: () => void): () => void {
  const card = cardIn(root);
  if (!card) return () => {};
  const press = (event: KeyboardEvent) => {
    if (leaveToInputMethod(event)) return;
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopImmediatePropagation();
      dismiss();
    } else if (event.key === "Tab" && turnRound(root, card, event.shiftKey)) event.preventDefault();
  };
  // Only where `inert` did not do it.
  const bring = ({ target }: Event) => {
    const heading = root.querySelector<HTMLElement>("h2");
    if (target !== root.host && heading) heading.focus();
  };
  // The page behind stays where it is; what scrolls in the card still does.
  const hold = (event: Event) => {
    if (event.target === card) event.preventDefault();
  };
  window.addEventListener("keydown", press, true);
  document.addEventListener("focusin", bring);
  for (const event of ["wheel", "touchmove"]) card.addEventListener(event, hold, { passive: false });
  // Gestures such as Android's Back close it without a key.
  card.addEventListener("close", dismiss);
  openModal(root);
  return () => {
    window.removeEventListener("keydown", press, true);
    document.removeEventListener("focusin", bring);
    card.removeEventListener("close", dismiss);
    if (card.close) card.close();
  };
}

/** Lets the focus go from the last to the first and back; says whether it did. */
function turnRound(root: ShadowRoot, card: Element, backwards: boolean): boolean {
  const stops = Array.from(card.querySelectorAll<HTMLElement>(TABBABLE)).filter(
    (one) => one.tabIndex >= 0 && one.getClientRects().length && !one.matches(":disabled"),
  );
  const [first] = stops;
  const last = stops[stops.length - 1];
  const at = root.activeElement;
  const target = backwards ? last : first;
  const outside = !at || !card.contains(at);
  const atEdge = backwards ? at === first || (at instanceof HTMLElement && at.tabIndex < 0) : at === last;
  if (!target || !(outside || atEdge)) return false;
  target.focus();
  return true;
}
