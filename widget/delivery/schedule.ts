import type { EndpointMemory, EndpointRow } from "./endpoint-memory.ts";

/** Longer waits overflow a timer: https://developer.mozilla.org/docs/Web/API/Window/setTimeout#maximum_delay_value */
const MAX_TIMER_MS = 2 ** 31 - 1;
/** While the browser says that there is no connection, tries are this far apart: it may be wrong. */
const OFFLINE_MS = 30_000;

/** Does one thing at the earliest of the times asked for. */
export interface EarliestTimer {
  /** Does it in so many milliseconds, unless it is to be done earlier anyway; never for infinity. */
  in(waitMs: number): void;
  stop(): void;
}

/** @param monotonic - milliseconds by a clock that is never set */
export function createEarliestTimer(work: () => void, monotonic: () => number): EarliestTimer {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let due = Number.POSITIVE_INFINITY;
  let stopped = false;
  return {
    in(waitMs) {
      const at = monotonic() + waitMs;
      if (stopped || !(at < due) || waitMs > MAX_TIMER_MS) return;
      clearTimeout(timer);
      due = at;
      timer = setTimeout(() => {
        due = Number.POSITIVE_INFINITY;
        work();
      }, waitMs);
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}

/** How long the endpoint is left alone, on this page and on all others. */
export interface Pause {
  /** Whether the last attempt failed. */
  failing(): boolean;
  /** Whether the endpoint itself asked to be left alone; known without reading the store. */
  asked(): boolean;
  /**
   * Whether an attempt has to wait; plans it if so.
   *
   * @param eager - whether only the endpoint's own wish counts
   */
  holds(state: EndpointRow, eager: boolean): boolean;
  /** Begins a pause. */
  begin(waitMs: number, asked: boolean): Promise<void>;
  /** An attempt begins. */
  end(): void;
}

/** @param timer - tries again */
export function createPause(
  memory: EndpointMemory,
  timer: EarliestTimer,
  now: () => number,
  online: () => boolean,
): Pause {
  let failing = false;
  let askedUntil = 0;
  return {
    failing: () => failing,
    asked: () => now() < askedUntil,
    holds({ until, asked }, eager) {
      const waitMs = until - now();
      if (waitMs <= 0 || (eager && !asked)) return false;
      failing = true;
      if (asked) askedUntil = until;
      timer.in(waitMs);
      return true;
    },
    async begin(waitMs, asked) {
      failing = true;
      const pauseMs = Math.max(waitMs, online() ? 0 : OFFLINE_MS);
      const until = now() + pauseMs;
      if (asked) askedUntil = until;
      await memory.change(({ failures }) => ({ failures: failures + 1, until, asked }));
      timer.in(pauseMs);
    },
    end() {
      failing = false;
    },
  };
}
