import type { Store } from "../loader/store/fallback-store.ts";
import type { EndpointMemory } from "./endpoint-memory.ts";
import type { Outbox } from "./outbox.ts";
import type { EarliestTimer } from "./schedule.ts";
import type { SendResult } from "./send-batch.ts";
import type { SingleSender } from "./single-sender.ts";

/** How long a tab waits that finds another one sending. */
const BUSY_MS = 1_000;
/** A tab that sends and gets nowhere for so long is frozen: a request takes at most 15 s. */
const STEAL_MS = 25_000;
/** A delivery that was asked for waits no longer for another tab. */
const MAX_EAGER_WAIT_MS = 6_000;

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
