import type { Db, LinkRow } from "./tables.ts";

/** Engines bind a limited number of values. */
const CHUNK = 500;

/** The links that were made to ask about some cases again, oldest first. */
export async function readLinksOfCases(db: Db, site: string, cases: readonly string[]): Promise<LinkRow[]> {
  const found: LinkRow[] = [];
  for (let at = 0; at < cases.length; at += CHUNK)
    found.push(
      ...(await db
        .selectFrom("links")
        .selectAll()
        .where("site", "=", site)
        .where("case_id", "in", cases.slice(at, at + CHUNK))
        .execute()),
    );
  return found.sort((one, other) => (one.made_at < other.made_at ? -1 : 1));
}
