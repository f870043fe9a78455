import type { Store } from "./store.ts";
import type { RetentionRow } from "./tables.ts";

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
