import type { Store } from "../store/open.ts";

/**
 * Up to where a site's changes were looked at. A site that was never looked at begins at `first`: its older answers
 * were given before anybody asked for cases.
 */
export async function readProgress(
  { writer }: Pick<Store, "writer">,
  site: string,
  first: Date,
): Promise<string> {
  await writer
    .insertInto("follow_up_progress")
    .values({ site, looked_to: first.toISOString() })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const row = await writer
    .selectFrom("follow_up_progress")
    .select("looked_to")
    .where("site", "=", site)
    .executeTakeFirst();
  return row?.looked_to ?? first.toISOString();
}

/** Notes how far it was looked; another collector may be further already. */
export async function keepProgress(
  { writer }: Pick<Store, "writer">,
  site: string,
  lookedTo: string,
): Promise<void> {
  await writer
    .updateTable("follow_up_progress")
    .set({ looked_to: lookedTo })
    .where("site", "=", site)
    .where("looked_to", "<", lookedTo)
    .execute();
}
