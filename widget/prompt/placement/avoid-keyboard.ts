/** Up to this width of the window it is a narrow one, px. */
export const NARROW_PX = 520;

/** Where a survey wants something to stand. */
export interface Place {
  /** As the styles call it: `bottom-right`, `top-bar`, `modal` and so on. */
  at: string;
  /** The same in a narrow window. */
  narrow: string;
  /** Whether it stands over what it could cover. */
  floats: boolean;
  /** Whether it cannot become lower. Default: it can. */
  rigid?: true;
}

/** Fields to type in. */
const FIELDS = "input,textarea,select,[contenteditable]";
/** Least height, px, that is of use beside such a field. */
const MIN_PX = 160;

/** What has the focus, also in a shadow root of the page; of a prompt itself its element. */
export function focusedElement(host: Element): Element | null {
  let element = document.activeElement;
  while (element && element !== host && element.shadowRoot && element.shadowRoot.activeElement)
    element = element.shadowRoot.activeElement;
  return element;
}

/**
 * Places a prompt within what the keyboard of a phone leaves. Where it would cover the page's focused field it
 * goes to another edge; where no edge is free it becomes as low as the room beside the field, or, without any,
 * hides until the field is left.
 *
 * @param field - what has the focus
 */
export function avoidKeyboard(host: HTMLElement, place: Place, field: Element | null): void {
  // While the reader has zoomed in by fingers the visible part is a magnifying glass, not a window.
  const seen = window.visualViewport;
  const follows = seen && seen.scale < 1.1;
  const top = follows ? seen.offsetTop : 0;
  const height = follows ? seen.height : innerHeight;
  const put = (at: string, high = height, shown = "visible") => {
    host.setAttribute("data-at", at);
    const values = { top, bottom: Math.max(0, innerHeight - top - height), high };
    for (const [name, px] of Object.entries(values)) host.style.setProperty(`--${name}`, `${px}px`);
    host.style.setProperty("--shown", shown);
  };
  const at = innerWidth > NARROW_PX ? place.at : place.narrow;
  put(at);
  if (!place.floats || !field || !field.matches(FIELDS)) return;
  const one = field.getBoundingClientRect();
  const isFree = (edge: string) => {
    put(edge);
    const other = host.getBoundingClientRect();
    return (
      one.bottom <= other.top || one.top >= other.bottom || one.right <= other.left || one.left >= other.right
    );
  };
  const upended = /^top/.test(at) ? at.replace("top", "bottom") : at.replace(/bottom|center/, "top");
  const mirror = (edge: string) => edge.replace(/right|left/, (side) => (side === "left" ? "right" : "left"));
  if ([at, upended, mirror(at), mirror(upended)].some(isFree)) return;
  const above = one.top - top;
  const below = top + height - one.bottom;
  const room = Math.max(above, below);
  put(above > below === /^top/.test(at) ? at : upended, room);
  if (room < MIN_PX || place.rigid) host.style.setProperty("--shown", "hidden");
}
