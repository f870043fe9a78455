import type { Store } from "../loader/store/fallback-store.ts";
import { takeLease } from "./lease.ts";

/**
 * Runs work while no other tab runs such work.
 *
 * @param steal - take the turn away from whoever has it
 * @returns nothing if somebody else has the turn
 */
export type Exclusive = <Value>(
  work: () => Promise<Value>,
  steal: boolean,
) => Promise<{ value: Value } | undefined>;

/**
 * By Web Locks, which the browser takes back from tabs that die; where there are none (plain http, sandboxed
 * frames, old engines), by a lease in the store.
 *
 * @param name - of the lock
 */
export function createExclusive(
  name: string,
  store: Store,
  now: () => number,
  writable: () => boolean,
  locks: LockManager | undefined,
): Exclusive {
  const lease = takeLease(store, now, writable);
  return async (work, steal) => {
    if (!locks) return lease(work, steal);
    let working: ReturnType<typeof work> | undefined;
    try {
      // Waiting in the queue would let a frozen tab be handed the lock.
      await locks.request(name, steal ? { steal } : { ifAvailable: true }, (lock) => {
        if (lock) working = work();
        return working;
      });
    } catch (error) {
      // Refused altogether: an opaque origin. Otherwise the work failed, or somebody has stolen the lock.
      if (!working) return lease(work, steal);
      if ((error as DOMException)?.name !== "AbortError") throw error;
    }
    return working && { value: await working };
  };
}
