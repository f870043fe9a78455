import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import * as z from "zod/mini";
import { own } from "../../widget/manifest/rule.ts";
import type { SurveyRecord } from "../../widget/record/schema.ts";
import { chunksOf } from "../store/paging.ts";
import { userKey } from "../store/people.ts";
import { keepSecret } from "../store/secrets.ts";
import type { Store } from "../store/store.ts";
import type { LinkRow, NewRecordRow } from "../store/tables.ts";
import { retry } from "../store/unavailable.ts";

const Scalar = z.union([z.string(), z.number(), z.boolean()]);
/** What a link knows of the person it was made for. */
export const LinkPerson = z.object({
  user: z.optional(z.string()),
  traits: z.optional(z.record(z.string(), Scalar)),
  channel: z.optional(z.string()),
});
export type LinkPerson = z.infer<typeof LinkPerson>;

/** A link to be made. */
export interface NewLink extends LinkPerson {
  survey: string;
  /** The case that it asks about again. */
  caseId?: string;
  expiresAt: Date;
}

/** A link that was found. */
export interface Link extends LinkPerson {
  id: string;
  survey: string;
  /** ISO 8601, UTC. */
  expiresAt: string;
  usedAt: string | null;
}

const ID_BYTES = 12;
const TAG_BYTES = 12;

/**
 * Makes links for people.
 *
 * @returns for each the value of `link=`: random and signed, with nothing of the person in it
 */
export async function makeLinks(
  store: Pick<Store, "writer">,
  site: string,
  links: readonly NewLink[],
  now: Date,
): Promise<string[]> {
  const key = await linkKey(store);
  const rows: LinkRow[] = links.map(({ survey, caseId, expiresAt, user, traits, channel }) => ({
    site,
    id: randomBytes(ID_BYTES).toString("base64url"),
    survey,
    user_id: user === undefined ? null : userKey(user),
    case_id: caseId ?? null,
    body: JSON.stringify({ user, traits, channel }),
    made_at: now.toISOString(),
    expires_at: expiresAt.toISOString(),
    used_at: null,
    record: null,
  }));
  for (const some of chunksOf(rows)) await store.writer.insertInto("links").values(some).execute();
  return rows.map(({ id }) => id + tagOf(key, site, id));
}

/**
 * Finds the link of an address, used and expired ones too.
 *
 * @returns nothing if this collector never made it for this site
 */
export async function findLink(
  store: Pick<Store, "reader" | "writer">,
  site: string,
  text: string,
): Promise<Link | undefined> {
  const length = Math.ceil((ID_BYTES * 4) / 3);
  const id = text.slice(0, length);
  const expected = Buffer.from(tagOf(await linkKey(store), site, id));
  const given = Buffer.from(text.slice(length));
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
  const row = await store.reader
    .selectFrom("links")
    .selectAll()
    .where("site", "=", site)
    .where("id", "=", id)
    .executeTakeFirst();
  if (!row) return undefined;
  return {
    ...LinkPerson.parse(JSON.parse(row.body)),
    id,
    survey: row.survey,
    expiresAt: row.expires_at,
    usedAt: row.used_at,
  };
}

function tagOf(key: string, site: string, id: string): string {
  return createHmac("sha256", key)
    .update(`${site}\n${id}`)
    .digest()
    .subarray(0, TAG_BYTES)
    .toString("base64url");
}

const keys = new WeakMap<Store["writer"], Promise<string>>();

/** All collectors over a database sign links alike. Asked for once: pages are opened often. */
function linkKey({ writer }: Pick<Store, "writer">): Promise<string> {
  const key = keys.get(writer) ?? keepSecret({ writer }, "link key", randomBytes(32).toString("base64url"));
  keys.set(writer, key);
  key.catch(() => keys.delete(writer));
  return key;
}

/** What a record is refused with whose link another record has used. */
export const LINK_USED = "link_used";

/**
 * Gives each link to the first record that comes by it with an answer, which may go on changing. It happens before the
 * record is stored, so that of two that come at once only one is: a collector that dies in between has kept the link
 * for the device that sends again.
 *
 * @returns ids of those whose link belongs to another record, which must not be stored
 */
export async function claimLinks(
  store: Pick<Store, "writer">,
  rows: readonly NewRecordRow[],
  at: Date,
): Promise<ReadonlySet<string>> {
  const refused = new Set<string>();
  for (const row of rows) {
    // Most records come of no link, and need not be read again.
    if (!row.body.includes('"link"')) continue;
    const record: SurveyRecord = JSON.parse(row.body);
    const link = record.trigger.on === "link" ? own(record.trigger.props, "link") : undefined;
    if (typeof link !== "string") continue;
    const isAnswer = Object.keys(record.answers).length > 0;
    if (!(await retry(() => mayUse(store, link, row, isAnswer ? at : undefined)))) refused.add(row.id);
  }
  return refused;
}

/** @param at - when the link is used by this record, if it is free; without it the record has no answer yet */
async function mayUse(
  { writer }: Pick<Store, "writer">,
  link: string,
  { site, survey, id }: NewRecordRow,
  at: Date | undefined,
): Promise<boolean> {
  if (at)
    await writer
      .updateTable("links")
      .set({ used_at: at.toISOString(), record: id })
      .where("site", "=", site)
      .where("id", "=", link)
      .where("survey", "=", survey)
      .where("used_at", "is", null)
      .execute();
  const found = await writer
    .selectFrom("links")
    .select(["used_at", "record"])
    .where("site", "=", site)
    .where("id", "=", link)
    .where("survey", "=", survey)
    .executeTakeFirst();
  if (!found?.used_at || found.record === id) return true;
  // Used before links knew by which record: a known record came in time.
  return found.record === null && (await isKnown(writer, site, id));
}

async function isKnown(writer: Store["writer"], site: string, id: string): Promise<boolean> {
  const found = await writer
    .selectFrom("records")
    .select("id")
    .where("site", "=", site)
    .where("id", "=", id)
    .executeTakeFirst();
  return found !== undefined;
}
