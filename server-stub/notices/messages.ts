import type { ExpressionBuilder } from "kysely";
import * as z from "zod/mini";
import { NOTICE_KINDS } from "../config/schema.ts";
import type { DimensionedRecord } from "../results/dimension.ts";
import type { Store } from "../store/store.ts";
import type { MessageRow, Tables } from "../store/tables.ts";
import type { Notice } from "./notice.ts";
import { MAX_WAIT_MS } from "./post.ts";

/** A webhook that has messages to be sent now. */
interface DueWebhook {
  webhook: string;
  /** When the first of them fell due, ISO 8601, UTC. */
  since: string;
}

/** The webhooks of a site that have messages to be sent now. */
export async function readDueWebhooks(
  { reader }: Pick<Store, "reader">,
  site: string,
  now: Date,
): Promise<DueWebhook[]> {
  return reader
    .selectFrom("messages")
    .select(["webhook", (eb) => eb.fn.min("next_at").as("since")])
    .where("site", "=", site)
    .where("state", "=", "waiting")
    .where(isDue(now))
    .groupBy("webhook")
    .execute();
}

/**
 * Whether a message is to be sent now: at the start, when its next attempt has come, or when that lies farther away than
 * any is set, because the clock was ahead meanwhile.
 */
export function isDue(now: Date) {
  const farthest = new Date(now.getTime() + MAX_WAIT_MS + CLOCKS_APART_MS).toISOString();
  return (eb: ExpressionBuilder<Tables, "messages">) =>
    eb.or([eb("attempts", "=", 0), eb("next_at", "<=", now.toISOString()), eb("next_at", ">", farthest)]);
}

/** How far the clocks of two collectors may be apart. */
const CLOCKS_APART_MS = 5 * 60_000;

/** Which messages are meant: of one webhook of a site, waiting, and due. */
export interface DueMessages {
  site: string;
  webhook: string;
  now: Date;
}

/** The first messages that are due, in the order in which they were made. */
export async function readDueMessages(
  { reader }: Pick<Store, "reader">,
  { site, webhook, now }: DueMessages,
  limit: number,
): Promise<MessageRow[]> {
  return reader
    .selectFrom("messages")
    .selectAll()
    .where("site", "=", site)
    .where("webhook", "=", webhook)
    .where("state", "=", "waiting")
    .where(isDue(now))
    .orderBy("made_at")
    .orderBy("id")
    .limit(limit)
    .execute();
}

const Kept = z.object({
  id: z.string(),
  kind: z.enum(NOTICE_KINDS),
  at: z.string(),
  data: z.record(z.string(), z.unknown()),
});

/** The notice that a message tells, without its record. */
export function noticeOf({ body }: Pick<MessageRow, "body">): Omit<Notice, "record" | "webhook"> {
  return Kept.parse(JSON.parse(body));
}

/** The record that a message is about, as it was when the message was made. */
export function recordIn({ body }: Pick<MessageRow, "body">): DimensionedRecord | undefined {
  const { record }: Notice = JSON.parse(body);
  return record;
}
