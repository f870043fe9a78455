import type { Store } from "./store.ts";
import { userKey } from "./userKey.ts";

/** When each survey was last shown to a user, ISO 8601 by survey. Unsigned records count: they can only make less be asked. */
export async function readAsked(
  { reader }: Pick<Store, "reader">,
  site: string,
  user: string,
): Promise<Map<string, string>> {
  const rows = await reader
    .selectFrom("records")
    .select(({ fn }) => ["survey", fn.max("shown_at").as("at")])
    .where("site", "=", site)
    .where("user_id", "=", userKey(user))
    .groupBy("survey")
    .execute();
  return new Map(rows.map(({ survey, at }) => [survey, at]));
}
