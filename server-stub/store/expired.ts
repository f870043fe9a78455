import type { ExpressionBuilder } from "kysely";
import type { Store } from "./store.ts";
import type { RetentionRow, Tables } from "./tables.ts";

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
    .where(isExpired(site, before))
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}

/** How many records were first received, or contents set aside, before a time. */
export async function countExpired(
  { writer }: Pick<Store, "writer">,
  site: string,
  before: Date,
): Promise<number> {
  const records = await writer
    .selectFrom("records")
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .where(isExpired(site, before))
    .executeTakeFirstOrThrow();
  const conflicts = await writer
    .selectFrom("record_conflicts")
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .where("site", "=", site)
    .where("received_at", "<", before.toISOString())
    .executeTakeFirstOrThrow();
  return records.count + conflicts.count;
}

function isExpired(site: string, before: Date) {
  return (eb: ExpressionBuilder<Tables, "records">) =>
    eb.and([eb("site", "=", site), eb("received_at", "<", before.toISOString()), eb("survey", "!=", "")]);
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

/** Removes the ids that were left of records which were erased before a time. */
export async function forgetErased(
  { writer }: Pick<Store, "writer">,
  site: string,
  before: Date,
): Promise<void> {
  await writer.transaction().execute(async (db) => {
    await db
      .deleteFrom("changes")
      .where("site", "=", site)
      .where("kind", "=", "record")
      .where("id", "in", db.selectFrom("records").select("id").where(isErased(site, before)))
      .execute();
    await db.deleteFrom("records").where(isErased(site, before)).execute();
  });
}

/** How many ids are left of records which were erased before a time. */
export async function countErased(
  { writer }: Pick<Store, "writer">,
  site: string,
  before: Date,
): Promise<number> {
  const { count } = await writer
    .selectFrom("records")
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .where(isErased(site, before))
    .executeTakeFirstOrThrow();
  return count;
}

function isErased(site: string, before: Date) {
  return (eb: ExpressionBuilder<Tables, "records">) =>
    eb.and([eb("site", "=", site), eb("survey", "=", ""), eb("updated_at", "<", before.toISOString())]);
}

/** The last erasure by age of a site; nothing before the first. */
export function readRound(
  { writer }: Pick<Store, "writer">,
  site: string,
): Promise<RetentionRow | undefined> {
  return writer.selectFrom("retention_rounds").selectAll().where("site", "=", site).executeTakeFirst();
}

/** Keeps what is known of a site's last erasure by age. */
export async function keepRound({ writer }: Pick<Store, "writer">, row: RetentionRow): Promise<void> {
  const { site: _site, ...values } = row;
  await writer
    .insertInto("retention_rounds")
    .values(row)
    .onConflict((conflict) => conflict.column("site").doUpdateSet(values))
    .execute();
}

/** Notes how long a round has waited; another collector may have counted more. */
export async function keepWaited(
  { writer }: Pick<Store, "writer">,
  site: string,
  waitedMs: number,
): Promise<void> {
  await writer
    .updateTable("retention_rounds")
    .set({ waited_ms: waitedMs })
    .where("site", "=", site)
    .where((eb) => eb.or([eb("waited_ms", "is", null), eb("waited_ms", "<", waitedMs)]))
    .execute();
}
