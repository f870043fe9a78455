import type { Store } from "../loader/store/fallback-store.ts";
import { LEASE_KEY } from "../loader/store/record-rows.ts";
import type { Row } from "../loader/store/storage-backends.ts";
import type { EndpointMemory } from "./endpoint-memory.ts";
import type { Outbox } from "./outbox.ts";
import type { EarliestTimer } from "./schedule.ts";
import type { SendResult } from "./send-batch.ts";

/** How long a tab waits that finds another one sending. */
const BUSY_MS = 1_000;
/** A tab that sends and gets nowhere for so long is frozen: a request takes at most 15 s. */
const STEAL_MS = 25_000;
/** A delivery that was asked for waits no longer for another tab. */
const MAX_EAGER_WAIT_MS = 6_000;
/** Longer than a request may take; a tab that died keeps the others waiting for so long. */
const LEASE_MS = 20_000;

/**
 * Delivers what there is; one delivery at a time on this page.
 *
 * @param eager - try although a pause after a failure is not over
 * @returns how many records arrived
 */
export type Deliver = (eager: boolean) => Promise<number>;

export interface DeliveryLoopOptions {
  store: Store;
  outbox: Outbox;
  memory: EndpointMemory;
  timer: EarliestTimer;
  monotonic(): number;
  alone: SingleSender;
  /** @param first - whether no batch was sent just before */
  sendBatch(eager: boolean, first: boolean): Promise<SendResult>;
  /** Whether nothing more may leave. */
  isOver(): boolean;
  /** Called when it throws, as when the store holds something unforeseen. */
  failed(): void;
  /** Called after each delivery. */
  ended(): void;
}

export function createDeliveryLoop(options: DeliveryLoopOptions): Deliver {
  const { store, outbox, memory, timer, monotonic, alone, sendBatch, isOver, failed, ended } = options;
  let running: Promise<number> | undefined;
  let runningEager = false;
  /** What there was to see of the other tab's work, and since when it has not changed. */
  let seen = "";
  let seenSince = 0;

  async function watchOther(): Promise<void> {
    const rows = await store.entries();
    const [first] = await outbox.list(rows);
    const now = JSON.stringify([memory.read(rows).rev, first?.id, first?.rev]);
    if (now === seen) return;
    seen = now;
    seenSince = monotonic();
  }

  /** Sends batch after batch. Other tabs may send between two of them, so that none waits for longer than a request takes. */
  async function sendAll(eager: boolean): Promise<number> {
    let delivered = 0;
    let first = true;
    const began = monotonic();
    while (!isOver()) {
      const stuck = seen !== "" && monotonic() - seenSince >= STEAL_MS;
      const sent = await alone(() => sendBatch(eager, first), stuck);
      if (sent) {
        seen = "";
        delivered += sent.value.delivered;
        first = false;
        if (!sent.value.again) break;
      } else {
        // Another tab is at it, and leaves less than there was.
        first = true;
        await watchOther();
        if (eager && monotonic() - began < MAX_EAGER_WAIT_MS)
          await new Promise((resolve) => setTimeout(resolve, BUSY_MS / 4));
        else {
          timer.in(BUSY_MS);
          break;
        }
      }
    }
    return delivered;
  }

  return async function deliver(eager): Promise<number> {
    if (running) {
      const delivered = await running;
      // What is asked for now must not end with a delivery that found it was too early.
      return eager && !runningEager ? delivered + (await deliver(true)) : delivered;
    }
    runningEager = eager;
    const mine = sendAll(eager).catch(() => {
      failed();
      return 0;
    });
    running = mine;
    const delivered = await mine;
    running = undefined;
    ended();
    return delivered;
  };
}

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
