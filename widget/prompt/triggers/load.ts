import { later } from "./later.ts";
import type { Arm, TriggerOf } from "./trigger.ts";

/** Fires some time after the page was opened. */
export const armLoad: Arm<TriggerOf<"load">> = ({ after }, fire, { durationMs }) => {
  const timer = later(fire, durationMs(after));
  return () => clearTimeout(timer);
};
