import { own } from "../../manifest/rule.ts";
import { later } from "./later.ts";
import type { Arm, Due, TriggerOf } from "./trigger.ts";

/**
 * Fires when the page reports an event, at once or some time after it; `unless` calls that off. An event
 * that waits is kept beyond the page, and fires again on each page from its time on until `within` has passed.
 */
export const armEvent: Arm<TriggerOf<"event">> = (
  { name, where = {}, after, unless = [], within = "7d" },
  fire,
  { onTrack, delays, durationMs, passesTest },
  key,
) => {
  const wait = durationMs(after);
  let timer: ReturnType<typeof setTimeout> | undefined;

  function schedule(due?: Due): void {
    clearTimeout(timer);
    // A clock that was set back must not make it later than it was ever to be.
    if (due) timer = later(() => fire(due.props, key), Math.min(due.at - Date.now(), wait));
  }
  function keep(due?: Due): void {
    delays.set(key, due);
    schedule(due);
  }

  const stops = unless.map((one) => onTrack(one, () => delays.get(key) && keep()));
  stops.push(
    onTrack(name, (props, noted) => {
      if (!Object.keys(where).every((prop) => passesTest(own(props, prop), where[prop] ?? []))) return;
      const at = (noted ?? Date.now()) + wait;
      if (wait) keep({ at, until: at + durationMs(within), props });
      // What an earlier page noted has waited too long for those who do not wait.
      else if (noted === undefined) fire(props);
    }),
  );
  schedule(delays.get(key));
  return () => {
    schedule();
    for (const stop of stops) stop();
  };
};
