import type { Store } from "../loader/store/fallback-store.ts";
import { LEASE_KEY } from "../loader/store/record-rows.ts";
import type { Row } from "../loader/store/storage-backends.ts";

/** Longer than a request may take; a tab that died keeps the others waiting for so long. */
const LEASE_MS = 20_000;

/**
 * Runs work while no other tab runs such work.
 *
 * @param steal - stop whichever tab is at it
 * @returns nothing if another tab is at it
 */
export type SingleSender = <Value>(
  work: () => Promise<Value>,
  steal: boolean,
) => Promise<{ value: Value } | undefined>;

export interface SingleSenderOptions {
  /** Of the lock. */
  name: string;
  store: Store;
  /** Missing on plain http, and before Safari 15.4. */
  locks: LockManager | undefined;
  makeIdentifier(): string;
  now(): number;
  /** Whether the device may still be written to. */
  writable(): boolean;
}

/**
 * By Web Locks, which the browser takes back from tabs that die; where there are none (plain http, sandboxed
 * frames, old engines), by a row of the store that says which tab is at it and until when.
 */
export function createSingleSender(options: SingleSenderOptions): SingleSender {
  const { name, locks } = options;
  const lease = createLease(options);
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
      // Refused altogether: an opaque origin. Otherwise the work failed, or another tab has stolen the lock.
      if (!working) return lease(work, steal);
      if ((error as DOMException)?.name !== "AbortError") throw error;
    }
    return working && { value: await working };
  };
}

interface LeaseRow extends Row {
  owner: string;
  /** Milliseconds since 1970. */
  until: number;
}

function createLease({ store, makeIdentifier, now, writable }: SingleSenderOptions): SingleSender {
  const owner = makeIdentifier();
  return async (work, steal) => {
    let taken = false;
    await store.change<LeaseRow>(LEASE_KEY, (row) => {
      const left = (row?.until ?? 0) - now();
      // A clock that was set back must not prolong it.
      taken = steal || !row || row.owner === owner || !(left > 0 && left <= LEASE_MS);
      return taken ? { rev: (row?.rev ?? 0) + 1, owner, until: now() + LEASE_MS } : row;
    });
    if (!taken) return undefined;
    try {
      return { value: await work() };
    } finally {
      if (writable())
        await store.change<LeaseRow>(LEASE_KEY, (row) => (row?.owner === owner ? undefined : row));
    }
  };
}
