/** What a list does when one of its rows is dragged. */
export interface DragTarget {
  /** A pointer has taken a row. */
  hold(row: HTMLElement): void;
  /** The row in hand passes the one above (-1) or below (1). */
  pass(row: HTMLElement, by: 1 | -1): void;
  /** The pointer has let go. */
  drop(row: HTMLElement): void;
}

/**
 * Lets a pointer drag the children of a list: a mouse anywhere on them, a finger by their grip only, since beside
 * it a finger scrolls. Buttons stay buttons. Engines without pointer events have the buttons alone.
 *
 * @param grip - selector of the grip
 * @returns listeners for the list. The list itself captures the pointer, because a row loses it when it moves
 */
export function dragRows(grip: string, target: DragTarget) {
  let row: HTMLElement | undefined;
  /** Where the pointer would be if the row stood in its place. */
  let origin = 0;
  const down = (event: PointerEvent & { currentTarget: HTMLElement }) => {
    const { currentTarget: list, target: on, pointerId, pointerType, button, clientY } = event;
    if (button || row || !(on instanceof Element) || on.closest("button")) return;
    if (pointerType !== "mouse" && !on.closest(grip)) return;
    const found = Array.from(list.children).find((child) => child.contains(on));
    if (!(found instanceof HTMLElement)) return;
    row = found;
    origin = clientY;
    list.setPointerCapture(pointerId);
    // Selects no text on the way.
    event.preventDefault();
    target.hold(row);
  };
  const move = ({ clientY }: PointerEvent) => {
    if (!row) return;
    const away = clientY - origin;
    const next = away < 0 ? row.previousElementSibling : row.nextElementSibling;
    if (next instanceof HTMLElement) {
      const step = away < 0 ? next.offsetTop - row.offsetTop : bottomOf(next) - bottomOf(row);
      if (Math.abs(away) > Math.abs(step) / 2) {
        origin += step;
        target.pass(row, step < 0 ? -1 : 1);
      }
    }
    row.style.transform = `translateY(${clientY - origin}px)`;
  };
  const up = () => {
    if (!row) return;
    row.style.transform = "";
    target.drop(row);
    row = undefined;
  };
  return { onPointerDown: down, onPointerMove: move, onPointerUp: up, onPointerCancel: up };
}

const bottomOf = ({ offsetTop, offsetHeight }: HTMLElement) => offsetTop + offsetHeight;
