import { durationMs } from "../../manifest/duration.ts";
import { own } from "../../manifest/rule.ts";
import type { Trigger } from "../../manifest/schema.ts";
import { type Arm, type Due, startTimer, type TriggerOf } from "./trigger.ts";

/** Fires some time after the page was opened. */
const armLoad: Arm<TriggerOf<"load">> = ({ after }, fire) => {
  const timer = startTimer(fire, durationMs(after));
  return () => clearTimeout(timer);
};

/** Fires at a click on what the selector finds, also on nodes that were added later, and in open shadow roots. */
const armClick: Arm<TriggerOf<"click">> = ({ selector }, fire, { onClick }) => {
  // An invalid selector shows itself now, and leaves the survey out, rather than at every click.
  document.createElement("i").matches(selector);
  return onClick((elements) => {
    if (elements.some((one) => one.matches(selector))) fire();
  });
};

/** Fires on every page from a certain one of the visit on, or from a certain visit on. */
const armCount: Arm<TriggerOf<"page" | "visit">> = ({ on, count }, fire, { counts }) => {
  const { pages, visits } = counts();
  if ((on === "page" ? pages : visits) >= count) fire();
  return () => {};
};

/**
 * Fires when the page reports an event, at once or some time after it; `unless` calls that off. An event
 * that waits is kept beyond the page, and fires again on each page from its time on until `within` has passed.
 */
const armEvent: Arm<TriggerOf<"event">> = (
  { name, where = {}, after, unless = [], within = "7d" },
  fire,
  { onTrack, delays, passesTest },
  key,
) => {
  const wait = durationMs(after);
  let timer: ReturnType<typeof setTimeout> | undefined;

  function schedule(due?: Due): void {
    clearTimeout(timer);
    // A clock that was set back must not make it later than it was ever to be.
    if (due) timer = startTimer(() => fire(due.props, key), Math.min(due.at - Date.now(), wait));
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

/** The kinds that most surveys have. */
export type CommonKind = "load" | "click" | "event" | "page" | "visit";

const ARMS: { [Kind in CommonKind]: Arm<TriggerOf<Kind>> } = {
  load: armLoad,
  click: armClick,
  event: armEvent,
  page: armCount,
  visit: armCount,
};

/** What arms a trigger of a kind; nothing for one of the further piece. */
export const commonArm = ({ on }: Trigger) => ARMS[on as CommonKind] as Arm<Trigger> | undefined;
