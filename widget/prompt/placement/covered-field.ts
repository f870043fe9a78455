import { DISPLAYS } from "../../manifest/displays.ts";
import type { Survey } from "../../manifest/schema.ts";
import { NARROW_PX } from "./avoid-keyboard.ts";

/** As large as a prompt usually gets, with its distance from the edges, px. */
const PROMPT_PX = 440;
const BAR_PX = 200;

const WRITTEN_IN =
  "textarea,[contenteditable]:not([contenteditable=false]),input:not([type=button]):not([type=checkbox])" +
  ":not([type=color]):not([type=file]):not([type=image]):not([type=radio]):not([type=range]):not([type=reset])" +
  ":not([type=submit])";

/** The field that has the focus, if text is written in it. */
export function focusedField(): Element | undefined {
  let field = document.activeElement;
  while (field?.shadowRoot?.activeElement) field = field.shadowRoot.activeElement;
  return field?.matches(WRITTEN_IN) ? field : undefined;
}

/**
 * Whether a survey's prompt is likely to cover a field. On a narrow window it is: the prompt lies across,
 * and what the keyboard leaves of the window has room for one of them.
 */
export function wouldCover({ display }: Survey, field: Element): boolean {
  const { as = "popover", position = "bottom-right" } = display || {};
  const { layer, across } = DISPLAYS[as];
  if (layer !== "over" && layer !== "modal") return false;
  if (innerWidth <= NARROW_PX || layer === "modal" || position === "center") return true;
  const { top, right, bottom, left } = field.getBoundingClientRect();
  const height = as === "bar" ? BAR_PX : PROMPT_PX;
  const inRow = /^top/.test(position) && as !== "sheet" ? top < height : bottom > innerHeight - height;
  const inColumn = across || (/left$/.test(position) ? left < PROMPT_PX : right > innerWidth - PROMPT_PX);
  return inRow && inColumn;
}
