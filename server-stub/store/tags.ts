import { noteChanges } from "./changes.ts";
import { retry } from "./retry.ts";
import type { Store } from "./store.ts";

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
export function tagRecord(
  { writer }: Pick<Store, "writer">,
  { site, id, tags, now }: Tagging,
): Promise<boolean> {
  return retry(() =>
    writer.transaction().execute(async (db) => {
      const { numUpdatedRows } = await db
        .updateTable("records")
        .set({ tags: tags.length ? JSON.stringify(tags) : null, updated_at: now.toISOString() })
        .where("site", "=", site)
        .where("id", "=", id)
        .where("survey", "!=", "")
        .executeTakeFirst();
      if (!numUpdatedRows) return false;
      await noteChanges(db, { site, kind: "record", ids: [id] });
      return true;
    }),
  );
}

/** The tags that a row carries. */
export function tagsOf({ tags }: { tags: string | null }): string[] {
  return tags === null ? [] : JSON.parse(tags);
}
