/** Up to this width of the window a prompt is a sheet across it, px. */
const NARROW_PX = 520;

/**
 * Says on the element where it stands, for the styles: `bottom-right` and so on, `bottom-sheet` in narrow
 * windows; at the other edge if it would cover the page's focused field.
 *
 * @param wanted - where the survey wants it
 */
export function place(host: HTMLElement, wanted: string): void {
  const put = (at: string) => host.setAttribute("data-at", at);
  const at = innerWidth > NARROW_PX || wanted === "inline" ? wanted : "bottom-sheet";
  put(at);
  const field = document.activeElement;
  if (at === "inline" || !field || !field.matches("input,textarea,select,[contenteditable]")) return;
  const [one, other] = [field.getBoundingClientRect(), host.getBoundingClientRect()];
  if (one.bottom > other.top && one.top < other.bottom && one.right > other.left && one.left < other.right)
    put(/^top/.test(at) ? at.replace("top", "bottom") : at.replace(/bottom|center/, "top"));
}
