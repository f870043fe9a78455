import type { Arm, TriggerOf } from "./trigger.ts";

/** Fires at a click on what the selector finds, also on nodes that were added later, and in open shadow roots. */
export const armClick: Arm<TriggerOf<"click">> = ({ selector }, fire, { onClick }) => {
  // An invalid selector shows itself now, and leaves the survey out, rather than at every click.
  document.createElement("i").matches(selector);
  return onClick((elements) => {
    if (elements.some((one) => one.matches(selector))) fire();
  });
};
