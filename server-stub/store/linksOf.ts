import type { Db, LinkRow } from "./tables.ts";
import { userKey } from "./userKey.ts";

/** Engines bind a limited number of values. */
const CHUNK = 500;

/** The links that were made for a user, or for some cases, oldest first. */
export async function readLinksOf(
  db: Db,
  site: string,
  { user, cases }: { user?: string | undefined; cases: readonly string[] },
): Promise<LinkRow[]> {
  const found = new Map<string, LinkRow>();
  const query = db.selectFrom("links").selectAll().where("site", "=", site);
  const keep = (rows: readonly LinkRow[]) => {
    for (const row of rows) found.set(row.id, row);
  };
  if (user !== undefined) keep(await query.where("user_id", "=", userKey(user)).execute());
  for (let at = 0; at < cases.length; at += CHUNK)
    keep(await query.where("case_id", "in", cases.slice(at, at + CHUNK)).execute());
  return [...found.values()].sort((one, other) => (one.made_at < other.made_at ? -1 : 1));
}
