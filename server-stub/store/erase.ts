import type { Store } from "./open.ts";
import { ERASED_REV, type NewRecordRow } from "./tables.ts";

/** Engines bind a limited number of values. */
const CHUNK = 500;

/**
 * Erases records with everything that was set aside under their ids. What stays is the random id, so that a copy
 * that arrives late from some device is not taken for news.
 *
 * @param ids - of records of the site
 * @returns how many records were erased
 */
export async function eraseRecords(
  { writer }: Pick<Store, "writer">,
  site: string,
  ids: readonly string[],
  now: Date,
): Promise<number> {
  const time = now.toISOString();
  let erased = 0;
  for (let at = 0; at < ids.length; at += CHUNK) {
    const some = ids.slice(at, at + CHUNK);
    await writer.transaction().execute(async (db) => {
      const { numUpdatedRows } = await db
        .updateTable("records")
        .set(erasedRow(time))
        .where("site", "=", site)
        .where("id", "in", some)
        .where("survey", "!=", "")
        .executeTakeFirst();
      erased += Number(numUpdatedRows);
      await db.deleteFrom("record_conflicts").where("site", "=", site).where("id", "in", some).execute();
      await db.deleteFrom("messages").where("site", "=", site).where("record", "in", some).execute();
    });
  }
  return erased;
}

/** What is left of an erased record besides site and id. */
export function erasedRow(time: string): Omit<NewRecordRow, "site" | "id"> {
  return {
    rev: ERASED_REV,
    survey: "",
    state: "erased",
    shown_at: time,
    clock: "sent",
    received_at: time,
    updated_at: time,
    identity: "none",
    user_id: null,
    visitor: null,
    digest: "",
    body: "{}",
    tags: null,
  };
}

/** A content that was set aside, by its key. */
export interface ConflictKey {
  id: string;
  rev: number;
  digest: string;
}

/** Erases contents that were set aside under other people's records. */
export async function eraseConflicts(
  { writer }: Pick<Store, "writer">,
  site: string,
  keys: readonly ConflictKey[],
): Promise<void> {
  for (const { id, rev, digest } of keys)
    await writer
      .deleteFrom("record_conflicts")
      .where("site", "=", site)
      .where("id", "=", id)
      .where("rev", "=", rev)
      .where("digest", "=", digest)
      .execute();
}
