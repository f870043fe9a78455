/** One thing that will be done at the earliest of the times asked for. */
export interface Plan {
  /** Does it in so many milliseconds, unless it is to be done earlier anyway; never for infinity. */
  in(waitMs: number): void;
  stop(): void;
}

/** Longer waits overflow a timer; nobody waits so long on one page. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** @param monotonic - milliseconds by a clock that nobody sets */
export function createPlan(work: () => void, monotonic: () => number): Plan {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let due = Number.POSITIVE_INFINITY;
  let stopped = false;
  return {
    in(waitMs) {
      const at = monotonic() + waitMs;
      if (stopped || !(at < due) || waitMs > LONGEST_TIMER_MS) return;
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
