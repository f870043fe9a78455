import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import * as z from "zod/mini";
import { keepSecret } from "../store/secrets.ts";
import type { Store } from "../store/store.ts";
import type { LinkRow } from "../store/tables.ts";
import { userKey } from "../store/userKey.ts";

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
  caseId?: string;
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
  for (let at = 0; at < rows.length; at += CHUNK)
    await store.writer
      .insertInto("links")
      .values(rows.slice(at, at + CHUNK))
      .execute();
  return rows.map(({ id }) => id + tagOf(key, site, id));
}

/** Engines bind a limited number of values. */
const CHUNK = 500;

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
    ...(row.case_id === null ? {} : { caseId: row.case_id }),
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
