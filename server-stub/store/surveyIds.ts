import type { Store } from "./store.ts";

/** The ids of a site's surveys that were shown, sorted; in a range (`to` exclusive), or ever. */
export async function readSurveyIds(
  { reader }: Pick<Store, "reader">,
  site: string,
  { from, to }: { from?: Date | undefined; to?: Date | undefined } = {},
): Promise<string[]> {
  let query = reader
    .selectFrom("records")
    .select("survey")
    .distinct()
    .where("site", "=", site)
    .where("survey", "!=", "");
  if (from) query = query.where("shown_at", ">=", from.toISOString());
  if (to) query = query.where("shown_at", "<", to.toISOString());
  return (await query.execute()).map(({ survey }) => survey).sort();
}
