import type { Store } from "./open.ts";

/** Which record gets which tags. */
export interface Tagging {
  site: string;
  id: string;
  /** Take the place of those it had. */
  tags: readonly string[];
  now: Date;
}

/**
 * Tags a record; it counts as changed, so that those who follow changes learn of it.
 *
 * @returns whether there is such a record
 */
export async function tagRecord(
  { writer }: Pick<Store, "writer">,
  { site, id, tags, now }: Tagging,
): Promise<boolean> {
  const { numUpdatedRows } = await writer
    .updateTable("records")
    .set({ tags: tags.length ? JSON.stringify(tags) : null, updated_at: now.toISOString() })
    .where("site", "=", site)
    .where("id", "=", id)
    .where("survey", "!=", "")
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** The tags that a row carries. */
export function tagsOf({ tags }: { tags: string | null }): string[] {
  return tags === null ? [] : JSON.parse(tags);
}
