import { readPosition } from "../store/changes.ts";
import type { Store } from "../store/store.ts";

/**
 * Notes that a site is followed from now on, unless it is already: its older answers were given before anybody asked
 * for cases.
 */
export async function beginFollowing({ writer }: Pick<Store, "writer">, site: string): Promise<void> {
  const place = await readPosition(writer, site, "record");
  await writer
    .insertInto("follow_up_progress")
    .values({ site, place })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** The place up to which a site's changes were looked at. */
export async function readProgress({ writer }: Pick<Store, "writer">, site: string): Promise<number> {
  await beginFollowing({ writer }, site);
  const row = await writer
    .selectFrom("follow_up_progress")
    .select("place")
    .where("site", "=", site)
    .executeTakeFirstOrThrow();
  return row.place;
}

/** Notes how far it was looked; another collector may be further already. */
export async function keepProgress(
  { writer }: Pick<Store, "writer">,
  site: string,
  place: number,
): Promise<void> {
  await writer
    .updateTable("follow_up_progress")
    .set({ place })
    .where("site", "=", site)
    .where("place", "<", place)
    .execute();
}
