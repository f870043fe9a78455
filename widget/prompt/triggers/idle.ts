import { onPage } from "../../loader/on-page.ts";
import { durationMs } from "../../manifest/duration.ts";
import { share } from "./shared.ts";
import { type Arm, type FurtherMoments, startTimer, type TriggerOf } from "./trigger.ts";

const ACTIVITY = ["pointermove", "pointerdown", "touchstart", "wheel", "scroll", "keydown", "input"];

/** Tells of every activity on the page. */
export const watchActivity = () => share<[]>((tell) => onPage(ACTIVITY, () => tell()));

/**
 * Fires once there was no activity on the page for a while (default 30 s). Time in which the visitor cannot see the
 * page does not count: who comes back has not been waiting there.
 */
export const armIdle: Arm<TriggerOf<"idle">, FurtherMoments> = (
  trigger,
  fire,
  { onActivity, onVisibility },
) => {
  const wait = durationMs(trigger.for, "30s");
  // A clock that no one sets.
  let active = performance.now();
  let timer: ReturnType<typeof setTimeout> | undefined;

  // Activity only notes its time: a pointer moves a thousand times a second.
  function watch(): void {
    const left = active + wait - performance.now();
    timer = left > 0 ? startTimer(watch, left) : undefined;
    if (!timer) fire();
  }
  function note(): void {
    active = performance.now();
    if (timer === undefined && !document.hidden) watch();
  }
  const stops = [
    onActivity(note),
    onVisibility(() => {
      clearTimeout(timer);
      timer = undefined;
      note();
    }),
  ];
  note();
  return () => {
    clearTimeout(timer);
    for (const stop of stops) stop();
  };
};
