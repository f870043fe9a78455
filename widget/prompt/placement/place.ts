/** Up to this width of the window a prompt is a sheet across it, px. */
const NARROW_PX = 520;

/**
 * Says on the element where it stands, for the styles: `bottom-right` and so on; in narrow windows popovers and
 * bars are sheets.
 *
 * @param wanted - where the survey wants it
 * @returns where it stands
 */
export function place(host: Element, wanted: string): string {
  const stays = innerWidth > NARROW_PX || /^(?:in|mo|tab)/.test(wanted);
  const at = stays ? wanted : /^top/.test(wanted) ? "top-sheet" : "bottom-sheet";
  host.setAttribute("data-at", at);
  return at;
}
