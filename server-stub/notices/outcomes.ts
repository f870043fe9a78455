import type { ExpressionBuilder } from "kysely";
import { chunksOf } from "../store/paging.ts";
import type { Db, Tables } from "../store/tables.ts";
import { retry } from "../store/unavailable.ts";
import { type DueMessages, isDue } from "./messages.ts";

/** Notes that messages were sent. */
export async function markSent(
  db: Db,
  { site, webhook, now }: DueMessages,
  ids: readonly string[],
): Promise<void> {
  for (const some of chunksOf(ids))
    await retry(() =>
      db
        .updateTable("messages")
        .set((eb) => ({
          state: "sent",
          attempts: eb("attempts", "+", 1),
          next_at: now.toISOString(),
          last_error: null,
        }))
        .where("site", "=", site)
        .where("webhook", "=", webhook)
        .where("state", "=", "waiting")
        .where("id", "in", some)
        .execute(),
    );
}

/** Notes how much of a message was told; the rest is due. */
export async function markTold(
  db: Db,
  { site, webhook, now }: DueMessages,
  id: string,
  told: number,
): Promise<void> {
  await retry(() =>
    db
      .updateTable("messages")
      .set({ told, attempts: 0, refused: 0, next_at: now.toISOString(), last_error: null })
      .where("site", "=", site)
      .where("webhook", "=", webhook)
      .where("state", "=", "waiting")
      .where("id", "=", id)
      .execute(),
  );
}

/** Why messages were not sent. */
export interface Failure {
  reason: string;
  /** Whether these messages were turned down; otherwise the address has trouble, and all that are due share it. */
  isRefused: boolean;
  /** Milliseconds before which no other attempt is welcome. */
  waitMs: number;
}

/**
 * Notes that messages could not be sent, and when they are tried again; what has been tried often enough is dead.
 *
 * @param ids - those of the attempt
 * @returns how many are dead now
 */
export async function markFailed(
  db: Db,
  { site, webhook, now }: DueMessages,
  ids: readonly string[],
  { reason, isRefused, waitMs }: Failure,
): Promise<number> {
  let dead = 0;
  const fail = async (some: readonly string[] | undefined) => {
    const meant = db
      .selectFrom("messages")
      .select("attempts")
      .distinct()
      .where("site", "=", site)
      .where("webhook", "=", webhook)
      .where("state", "=", "waiting")
      .where(isDue(now));
    const counts = await (some ? meant.where("id", "in", some) : meant).execute();
    for (const { attempts } of counts.sort((a, b) => b.attempts - a.attempts)) {
      const isDead = attempts + 1 >= MAX_ATTEMPTS;
      const next_at = isDead ? now : new Date(now.getTime() + Math.max(delayAfter(attempts + 1), waitMs));
      const update = db
        .updateTable("messages")
        .set((eb) => ({
          state: isDead ? "dead" : "waiting",
          attempts: attempts + 1,
          next_at: next_at.toISOString(),
          last_error: reason,
          refused: eb("refused", "+", Number(isRefused)),
        }))
        .where("site", "=", site)
        .where("webhook", "=", webhook)
        .where("state", "=", "waiting")
        .where(isDue(now))
        .where("attempts", "=", attempts);
      const { numUpdatedRows } = await retry(() =>
        (some ? update.where("id", "in", some) : update).executeTakeFirst(),
      );
      if (isDead) dead += Number(numUpdatedRows);
    }
  };
  if (!isRefused) await fail(undefined);
  else for (const some of chunksOf(ids)) await fail(some);
  return dead;
}

/**
 * Makes what waits for another attempt due now: what was in its way may be gone after a restart. What has failed often
 * keeps to its times, so that a collector that starts again and again does not use up its attempts.
 */
export async function hurryWaiting(db: Db, now: Date): Promise<void> {
  const time = now.toISOString();
  await retry(() =>
    db
      .updateTable("messages")
      .set({ next_at: time })
      .where("state", "=", "waiting")
      .where("next_at", ">", time)
      .where("attempts", "<", MAX_ATTEMPTS >> 1)
      .execute(),
  );
}

/**
 * Gives up messages whose webhook the configuration no longer has.
 *
 * @returns how many
 */
export async function markGone(db: Db, { site, webhook, now }: DueMessages): Promise<number> {
  const { numUpdatedRows } = await retry(() =>
    db
      .updateTable("messages")
      .set({ state: "dead", next_at: now.toISOString(), last_error: "the configuration has no such webhook" })
      .where("site", "=", site)
      .where("webhook", "=", webhook)
      .where("state", "=", "waiting")
      .where(isDue(now))
      .executeTakeFirst(),
  );
  return Number(numUpdatedRows);
}

/** Days after which messages are deleted: sent ones, and dead ones that were not sent again. */
const SENT_DAYS = 30;
const DEAD_DAYS = 90;
const DAY_MS = 86_400_000;

/** Deletes messages of a site that were sent or given up long ago. */
export async function forgetMessages(db: Db, site: string, now: Date): Promise<void> {
  await db.deleteFrom("messages").where(isOld(site, now)).execute();
}

/** How many messages were sent or given up so long ago that they are to be deleted. */
export async function countOldMessages(db: Db, site: string, now: Date): Promise<number> {
  const { count } = await db
    .selectFrom("messages")
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .where(isOld(site, now))
    .executeTakeFirstOrThrow();
  return count;
}

function isOld(site: string, now: Date) {
  return (eb: ExpressionBuilder<Tables, "messages">) => {
    const ended = (state: string, days: number) =>
      eb.and([
        eb("site", "=", site),
        eb("state", "=", state),
        eb("next_at", "<", new Date(now.getTime() - days * DAY_MS).toISOString()),
      ]);
    return eb.or([ended("sent", SENT_DAYS), ended("dead", DEAD_DAYS)]);
  };
}

const MINUTE_MS = 60_000;
/** Milliseconds before the next attempts; after these every hour, so that an outage delays nothing for longer. */
const FIRST_DELAYS_MS = [
  2_000,
  10_000,
  30_000,
  MINUTE_MS,
  2 * MINUTE_MS,
  5 * MINUTE_MS,
  10 * MINUTE_MS,
  20 * MINUTE_MS,
  30 * MINUTE_MS,
];
const LATER_DELAY_MS = 60 * MINUTE_MS;
/** Attempts that a message has: they take three days. */
const MAX_ATTEMPTS = 81;

/**
 * Milliseconds until a message that failed is tried again.
 *
 * @param attempts - how often it has failed, at least 1
 */
function delayAfter(attempts: number): number {
  return FIRST_DELAYS_MS[attempts - 1] ?? LATER_DELAY_MS;
}
