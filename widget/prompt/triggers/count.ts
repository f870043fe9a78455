import type { Arm, TriggerOf } from "./trigger.ts";

/** Fires on every page from a certain one of the visit on, or from a certain visit on. */
export const armCount: Arm<TriggerOf<"page" | "visit">> = ({ on, count }, fire, { counts }) => {
  const { pages, visits } = counts();
  if ((on === "page" ? pages : visits) >= count) fire();
  return () => {};
};
