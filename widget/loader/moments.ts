import type { Props } from "./askling.ts";
import type { Moments } from "./triggers/trigger.ts";

type Listener = (name: string, props: Props) => void;
const MOST_EARLY = 100;

/** What the page reports, for those who listen; what came before anybody could is kept for `begin`. */
export interface Reports extends Moments {
  track(name: string, props: Props): void;
  /** All who want to listen do: plays what came early. */
  begin(): void;
}

export function createReports(): Reports {
  const listeners = new Set<Listener>();
  let early: [string, Props][] | undefined = [];
  const tell = (name: string, props: Props) => listeners.forEach((listener) => void listener(name, props));
  return {
    onTrack(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    track(name, props) {
      if (!early) tell(name, props);
      else if (early.length < MOST_EARLY) early.push([name, props]);
    },
    begin() {
      const played = early ?? [];
      early = undefined;
      for (const [name, props] of played) tell(name, props);
    },
  };
}
