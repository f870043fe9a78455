import type { Message } from "../answers/site.ts";
import { type Conditions, meets } from "../results/dimension.ts";
import { PAGE_SIZE, pagesOf, takeFirst } from "../store/paging.ts";
import type { Store } from "../store/store.ts";
import type { Db, MessageRow } from "../store/tables.ts";
import { recordIn } from "./messages.ts";

/** What a message can be. */
export const MESSAGE_STATES = ["waiting", "sent", "dead"] as const;
type MessageState = (typeof MESSAGE_STATES)[number];

/** Which messages are wanted. */
interface MessageSelection {
  site: string;
  state?: MessageState | undefined;
  /** What the caller may see. A message that is about no record is about all of them. */
  where: Conditions;
  limit: number;
}

/** The messages of a site, newest first. */
export async function readMessages(
  { reader }: Pick<Store, "reader">,
  { site, state, where, limit }: MessageSelection,
): Promise<Message[]> {
  let query = reader.selectFrom("messages").selectAll().where("site", "=", site);
  if (state) query = query.where("state", "=", state);
  const newestFirst = query.orderBy("made_at", "desc").orderBy("id", "desc").orderBy("webhook");
  const visible = async function* () {
    for await (const rows of pagesOf<MessageRow>((_last, offset) =>
      newestFirst.offset(offset).limit(PAGE_SIZE).execute(),
    ))
      yield* rows.filter((row) => maySee(row, where));
  };
  return (await takeFirst(visible(), limit)).map(serializeMessage);
}

/** Which message of a site is meant. */
interface MessageKey {
  site: string;
  id: string;
  webhook: string;
}

/**
 * Lets a message wait to be sent again, at once and with all its attempts.
 *
 * @returns the message; nothing if there is none that the caller may see
 */
export async function resendMessage(
  db: Db,
  { site, id, webhook }: MessageKey,
  { where, now }: { where: Conditions; now: Date },
): Promise<Message | undefined> {
  const row = await db
    .selectFrom("messages")
    .selectAll()
    .where("site", "=", site)
    .where("id", "=", id)
    .where("webhook", "=", webhook)
    .executeTakeFirst();
  if (!row || !maySee(row, where)) return undefined;
  const anew = {
    state: "waiting",
    attempts: 0,
    refused: 0,
    told: 0,
    next_at: now.toISOString(),
    last_error: null,
  };
  await db
    .updateTable("messages")
    .set(anew)
    .where("site", "=", site)
    .where("id", "=", id)
    .where("webhook", "=", webhook)
    .execute();
  return serializeMessage({ ...row, ...anew });
}

function maySee(row: MessageRow, where: Conditions): boolean {
  if (!where.size) return true;
  const record = recordIn(row);
  return record !== undefined && meets(record, where);
}

function serializeMessage(row: MessageRow): Message {
  return {
    id: row.id,
    webhook: row.webhook,
    kind: row.kind,
    state: row.state,
    attempts: row.attempts,
    madeAt: row.made_at,
    nextAt: row.next_at,
    lastError: row.last_error,
  };
}
