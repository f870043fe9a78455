import type { EndpointMemory, EndpointRow } from "./endpoint-memory.ts";
import type { Plan } from "./plan.ts";

/** While the browser says that there is no connection, tries are this far apart: it may be wrong. */
const OFFLINE_MS = 30_000;

/** How long the endpoint is left alone, on this page and on all others. */
export interface Pause {
  /** Whether the last attempt failed. */
  failing(): boolean;
  /** Whether the endpoint itself wants to be left alone; known without asking the store. */
  quiet(): boolean;
  /**
   * Whether an attempt has to wait; plans it if so.
   *
   * @param eager - whether only the endpoint's own wish counts
   */
  holds(state: EndpointRow, eager: boolean): boolean;
  /** Begins a pause. */
  begin(waitMs: number, asked: boolean): Promise<void>;
  /** An attempt begins. */
  over(): void;
}

export function createPause(
  memory: EndpointMemory,
  plan: Plan,
  now: () => number,
  online: () => boolean,
): Pause {
  let failing = false;
  let quietUntil = 0;
  return {
    failing: () => failing,
    quiet: () => now() < quietUntil,
    holds({ until, asked }, eager) {
      const waitMs = until - now();
      if (waitMs <= 0 || (eager && !asked)) return false;
      failing = true;
      if (asked) quietUntil = until;
      plan.in(waitMs);
      return true;
    },
    async begin(waitMs, asked) {
      failing = true;
      const pauseMs = Math.max(waitMs, online() ? 0 : OFFLINE_MS);
      const until = now() + pauseMs;
      if (asked) quietUntil = until;
      await memory.change(({ failures }) => ({ failures: failures + 1, until, asked }));
      plan.in(pauseMs);
    },
    over() {
      failing = false;
    },
  };
}
