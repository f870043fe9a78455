import type { Moments, Reported } from "./trigger.ts";

type Listener = (props: Reported, at?: number) => void;
/** Reports that wait while a page reports more than a task can hear. */
const MAX_WAITING = 1_000;
/** How long the listeners may take of one task, ms. */
const SLICE_MS = 8;

/** What the page reports, for those who listen. */
export interface Reports extends Pick<Moments, "onTrack"> {
  /** @param at - when an earlier page noted it, milliseconds since 1970 */
  track(name: string, props?: Reported, at?: number): void;
}

export function createReports(now = () => performance.now()): Reports {
  const listeners = new Map<string, Set<Listener>>();
  const waiting: (() => void)[] = [];
  /** When the slice of this task is over; 0 before there is one. */
  let end = 0;

  function hear(): void {
    if (!end) {
      end = now() + SLICE_MS;
      setTimeout(() => {
        end = 0;
        if (waiting.length) hear();
      }, 0);
    }
    while (waiting.length && now() < end) waiting.shift()?.();
  }

  return {
    onTrack(name, listener) {
      const heard = listeners.get(name) ?? new Set();
      listeners.set(name, heard.add(listener));
      return () => void heard.delete(listener);
    },
    track(name, props, at) {
      const heard = listeners.get(name);
      // A page that reports without end is heard as far as it can be.
      if (!heard?.size || waiting.length >= MAX_WAITING) return;
      const given = { ...props };
      waiting.push(() => heard.forEach((listener) => void listener(given, at)));
      hear();
    },
  };
}
