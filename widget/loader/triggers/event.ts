import { passesTest } from "../../manifest/rule.ts";
import { later } from "./later.ts";
import type { Arm, TriggerOf } from "./trigger.ts";

/** Fires when the page reports an event, at once or some time after it; `unless` calls that off. */
export const armEvent: Arm<TriggerOf<"event">> = (
  { name, where = {}, after, unless = [] },
  fire,
  moments,
) => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = moments.onTrack((tracked, props) => {
    if (unless.includes(tracked)) clearTimeout(timer);
    if (tracked !== name || !Object.keys(where).every((key) => passesTest(props[key], where[key] as never)))
      return;
    clearTimeout(timer);
    timer = later(() => fire(props), after);
  });
  return () => {
    stop();
    clearTimeout(timer);
  };
};
