import type { Store } from "./open.ts";
import type { RecordRow } from "./tables.ts";

const PAGE = 500;

/** The records of a site that are new or changed here since a time (inclusive), in the order of their change. */
export async function* streamChanges(
  { reader }: Pick<Store, "reader">,
  site: string,
  since: Date,
): AsyncGenerator<RecordRow> {
  for (let at = since.toISOString(), id = ""; ; ) {
    const rows = await reader
      .selectFrom("records")
      .selectAll()
      .where("site", "=", site)
      .where("updated_at", ">=", at)
      .where((eb) => eb.or([eb("updated_at", ">", at), eb("id", ">", id)]))
      .where("survey", "!=", "")
      .orderBy("updated_at")
      .orderBy("id")
      .limit(PAGE)
      .execute();
    yield* rows;
    const last = rows[rows.length - 1];
    if (!last || rows.length < PAGE) return;
    at = last.updated_at;
    id = last.id;
  }
}
