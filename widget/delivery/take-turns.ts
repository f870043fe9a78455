import type { Store } from "../loader/store/fallback-store.ts";
import type { EndpointMemory } from "./endpoint-memory.ts";
import type { Exclusive } from "./exclusive.ts";
import type { Outbox } from "./outbox.ts";
import type { Plan } from "./plan.ts";
import type { Turn } from "./turn.ts";

/** How long a tab waits that finds another one sending. */
const BUSY_MS = 1_000;
/** A tab that sends and gets nowhere for so long is frozen: a request takes at most 15 s. */
const STEAL_MS = 25_000;
/** Whoever asked for delivery now waits no longer for another tab. */
const PATIENCE_MS = 6_000;

/**
 * Sends batch after batch, while no other tab does. The turn is given back after each, so that it is never held
 * for longer than one request takes.
 *
 * @param over - whether nothing more may leave
 */
export function createTakeTurns(
  exclusive: Exclusive,
  turn: (eager: boolean, first: boolean) => Promise<Turn>,
  { store, outbox, memory, plan }: { store: Store; outbox: Outbox; memory: EndpointMemory; plan: Plan },
  monotonic: () => number,
  over: () => boolean,
): (eager: boolean) => Promise<number> {
  /** What was there to see of the other tab's work, and since when it has not changed. */
  let seen = "";
  let since = 0;

  async function watchOther(): Promise<void> {
    const rows = await store.entries();
    const [first] = await outbox.list(rows);
    const now = JSON.stringify([memory.read(rows).rev, first?.id, first?.rev]);
    if (now === seen) return;
    seen = now;
    since = monotonic();
  }

  return async (eager) => {
    let delivered = 0;
    let first = true;
    const began = monotonic();
    while (!over()) {
      const stuck = seen !== "" && monotonic() - since >= STEAL_MS;
      const mine = await exclusive(() => turn(eager, first), stuck);
      if (mine) {
        seen = "";
        delivered += mine.value.delivered;
        first = false;
        if (!mine.value.again) break;
      } else {
        // Another tab is at it, and leaves less than there was.
        first = true;
        await watchOther();
        if (eager && monotonic() - began < PATIENCE_MS)
          await new Promise((resolve) => setTimeout(resolve, BUSY_MS / 4));
        else {
          plan.in(BUSY_MS);
          break;
        }
      }
    }
    return delivered;
  };
}
