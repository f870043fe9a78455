import type { Arm, TriggerOf } from "./trigger.ts";

/** Fires at a click on what the selector finds, also on nodes that were added later. */
export const armClick: Arm<TriggerOf<"click">> = ({ selector }, fire) => {
  // The target is an SVG's part or a text's parent as often as the element itself.
  const listener = ({ target }: Event) => {
    if (target instanceof Element && target.closest(selector)) fire();
  };
  // An invalid selector shows itself now, and leaves the survey out, rather than at every click.
  document.createElement("i").matches(selector);
  // Capturing, because pages stop clicks from bubbling.
  document.addEventListener("click", listener, { capture: true, passive: true });
  return () => document.removeEventListener("click", listener, true);
};
