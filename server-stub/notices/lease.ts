import { createHash } from "node:crypto";
import type { Db } from "../store/tables.ts";
import { retry } from "../store/unavailable.ts";
import { MAX_WAIT_MS } from "./post.ts";

/**
 * Longer than a request with its bookkeeping takes at worst, though the clocks of two collectors may be a minute or two
 * apart; a sender that is gone holds others up for as long.
 */
const LEASE_MS = 3 * 60_000;
/** No sender asks for more; a lease that seems to last longer was taken while a clock was ahead. */
const MAX_BUSY_MS = MAX_WAIT_MS + LEASE_MS;

/** Name of an address in the database. */
export function leaseIdOf(url: string): string {
  return createHash("sha256").update(url).digest("hex");
}

/**
 * Takes, or keeps, the lease of sending to an address: of all collectors over a database one at a time has it, and
 * none before the address is free again.
 *
 * @param holder - a random name of the sender
 * @returns whether the holder has it
 */
export async function acquireLease(db: Db, id: string, holder: string, now: Date): Promise<boolean> {
  const time = now.toISOString();
  const held_until = new Date(now.getTime() + LEASE_MS).toISOString();
  const leastWrong = new Date(now.getTime() + 2 * LEASE_MS).toISOString();
  const farthest = new Date(now.getTime() + MAX_BUSY_MS).toISOString();
  const rows = await retry(() =>
    db
      .insertInto("webhook_turns")
      .values({ id, holder, held_until, free_at: time })
      .onConflict((conflict) =>
        conflict
          .column("id")
          .doUpdateSet({ holder, held_until })
          .where((eb) =>
            eb.or([
              eb("webhook_turns.holder", "=", holder),
              eb.and([
                eb.or([
                  eb("webhook_turns.held_until", "<=", time),
                  eb("webhook_turns.held_until", ">", leastWrong),
                ]),
                eb.or([eb("webhook_turns.free_at", "<=", time), eb("webhook_turns.free_at", ">", farthest)]),
              ]),
            ]),
          ),
      )
      .returning("id")
      .execute(),
  );
  return rows.length > 0;
}

/** Gives the lease back; no sender gets it before `freeAt`. */
export async function releaseLease(db: Db, id: string, holder: string, freeAt: Date): Promise<void> {
  await retry(() =>
    db
      .updateTable("webhook_turns")
      .set({ holder: "", held_until: "", free_at: freeAt.toISOString() })
      .where("id", "=", id)
      .where("holder", "=", holder)
      .execute(),
  );
}

/** Forgets addresses without a request since a time. */
export async function forgetLeases(db: Db, before: Date): Promise<void> {
  await db
    .deleteFrom("webhook_turns")
    .where("free_at", "<", before.toISOString())
    .where("held_until", "<", before.toISOString())
    .execute();
}
