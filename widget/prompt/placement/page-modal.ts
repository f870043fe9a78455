/** What lies behind the modals of libraries that do not mark them (Bootstrap 3, jQuery UI up to 1.13). */
const BEHIND = ".modal-backdrop,.ui-widget-overlay";
const MARKED = 'dialog[open],[aria-modal="true"]';
const ANY = `${MARKED},[role="dialog"],[role="alertdialog"]`;

/**
 * The modal that the page has open, the one with the focus before others: prompts that come by themselves wait
 * for it to close, others stand in it, for it keeps everybody from what lies outside.
 */
export function findPageModal(): Element | undefined {
  const kept = isPageInert() || [...document.querySelectorAll(BEHIND)].some(isSeen);
  const open = [...document.querySelectorAll(kept ? ANY : MARKED)].filter(
    (one) => isSeen(one) && isModal(one) && !one.closest('[inert],[aria-hidden="true"]'),
  );
  return open.filter((one) => one.contains(document.activeElement)).pop() ?? open.pop();
}

/** Whether the page has put itself out of reach, for a modal that need not be marked as one. */
export const isPageInert = () => !!document.querySelector("main,[role=main],h1")?.closest("[inert]");

function isModal(one: Element): boolean {
  if (one.tagName !== "DIALOG" || one.matches('[aria-modal="true"]')) return true;
  try {
    return one.matches(":modal");
  } catch {
    // Engines without :modal (Chrome before 105, Safari before 15.6, Firefox before 103).
    return true;
  }
}

/** Whether an element is open rather than kept for later: hidden, see-through, or beside the window. */
function isSeen(one: Element): boolean {
  const { visibility, opacity, pointerEvents } = getComputedStyle(one);
  const { width, height, left, right, top, bottom } = one.getBoundingClientRect();
  const isBeside = right <= 0 || bottom <= 0 || left >= innerWidth || top >= innerHeight;
  return (
    one.getClientRects().length > 0 &&
    visibility === "visible" &&
    !(opacity === "0" && pointerEvents === "none") &&
    // What has no size of its own may hold something that has.
    !(width && height && isBeside)
  );
}
