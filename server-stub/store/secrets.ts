import type { Store } from "./store.ts";

/**
 * Keeps a value under a name for all collectors over this database, unless there is one already.
 *
 * @returns the value that is kept
 */
export async function keepSecret(
  { writer }: Pick<Store, "writer">,
  name: string,
  value: string,
): Promise<string> {
  await writer
    .insertInto("secrets")
    .values({ name, value })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const kept = await writer.selectFrom("secrets").select("value").where("name", "=", name).executeTakeFirst();
  return kept?.value ?? value;
}
