import type { Store } from "./open.ts";

/** Ids of records that were first received before a time. */
export async function readExpired(
  { writer }: Pick<Store, "writer">,
  site: string,
  before: Date,
  limit: number,
): Promise<string[]> {
  const rows = await writer
    .selectFrom("records")
    .select("id")
    .where("site", "=", site)
    .where("received_at", "<", before.toISOString())
    .where("survey", "!=", "")
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}

/** Erases contents that were set aside before a time, and says how many. */
export async function eraseExpiredConflicts(
  { writer }: Pick<Store, "writer">,
  site: string,
  before: Date,
): Promise<number> {
  const { numDeletedRows } = await writer
    .deleteFrom("record_conflicts")
    .where("site", "=", site)
    .where("received_at", "<", before.toISOString())
    .executeTakeFirst();
  return Number(numDeletedRows);
}

/** Erases links to people that were made and have expired before a time, and says how many. */
export async function eraseExpiredLinks(
  { writer }: Pick<Store, "writer">,
  site: string,
  before: Date,
): Promise<number> {
  const { numDeletedRows } = await writer
    .deleteFrom("links")
    .where("site", "=", site)
    .where("made_at", "<", before.toISOString())
    .where("expires_at", "<", before.toISOString())
    .executeTakeFirst();
  return Number(numDeletedRows);
}

/** Removes the ids that were left of records which were erased before a time. */
export async function forgetErased(
  { writer }: Pick<Store, "writer">,
  site: string,
  before: Date,
): Promise<void> {
  await writer
    .deleteFrom("records")
    .where("site", "=", site)
    .where("survey", "=", "")
    .where("updated_at", "<", before.toISOString())
    .execute();
}
