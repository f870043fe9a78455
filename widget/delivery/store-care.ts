import type { Store } from "../loader/store/fallback-store.ts";
import type { Mend } from "./mend.ts";
import type { Outbox } from "./outbox.ts";
import { createPlan } from "./plan.ts";

/** A store with a rung that failed is looked at again after this, then ever more seldom. */
const MEND_MS = 16_000;
const SELDOM_MS = 600_000;
/** The bounds are held at most so often. */
const TRIM_MS = 1_000;

/** Looks after the store while the page lives. */
export interface StoreCare {
  /** Plans what the store needs now: mending if a rung has failed, trimming if much was put. */
  watch(): void;
  /** Plans mending, whatever the store seems to be. */
  soon(): void;
  stop(): void;
}

/** @param resume - mends, and goes on with what is found */
export function createStoreCare(
  store: Store,
  outbox: Outbox,
  { trim }: Mend,
  resume: () => Promise<void>,
  monotonic: () => number,
): StoreCare {
  let mendMs = MEND_MS;
  const mending = createPlan(() => {
    mendMs = Math.min(SELDOM_MS, mendMs * 2);
    void resume();
  }, monotonic);
  const trimming = createPlan(() => void trim(), monotonic);
  return {
    watch() {
      if (store.resting()) mending.in(mendMs);
      else mendMs = MEND_MS;
      if (outbox.crowded()) trimming.in(TRIM_MS);
    },
    soon: () => mending.in(MEND_MS),
    stop() {
      mending.stop();
      trimming.stop();
    },
  };
}
