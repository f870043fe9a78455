import type { Store } from "../store/store.ts";
import type { Db } from "../store/tables.ts";
import type { CaseWithRecord } from "./case.ts";
import { FINISHED_TURN } from "./timetable.ts";

/** Cases of a site with what is needed of their records; those whose record was erased are none. */
export function selectCases(db: Db, site: string) {
  return db
    .selectFrom("cases")
    .innerJoin("records", (join) =>
      join.onRef("records.site", "=", "cases.site").onRef("records.id", "=", "cases.record"),
    )
    .selectAll("cases")
    .select([
      "records.body as record_body",
      "records.tags as record_tags",
      "records.shown_at as record_shown_at",
    ])
    .where("cases.site", "=", site)
    .where("records.survey", "!=", "");
}

/** One case, by its id. */
export function readCase(db: Db, site: string, id: string): Promise<CaseWithRecord | undefined> {
  return selectCases(db, site).where("cases.id", "=", id).executeTakeFirst();
}

/** Engines bind a limited number of values. */
const CHUNK = 500;

/** The cases of some records, in the order of their opening. */
export async function readCasesOf(
  db: Db,
  site: string,
  records: readonly string[],
): Promise<CaseWithRecord[]> {
  const found: CaseWithRecord[] = [];
  for (let at = 0; at < records.length; at += CHUNK)
    found.push(
      ...(await selectCases(db, site)
        .where("cases.record", "in", records.slice(at, at + CHUNK))
        .orderBy("cases.opened_at")
        .orderBy("cases.id")
        .execute()),
    );
  return found;
}

/** How many cases wait for contact or resolution, by site. */
export async function countUnfinished({ reader }: Pick<Store, "reader">): Promise<Map<string, number>> {
  const rows = await reader
    .selectFrom("cases")
    .select(({ fn }) => ["site", fn.countAll<number>().as("count")])
    .where("turn", "<", FINISHED_TURN)
    .groupBy("site")
    .execute();
  return new Map(rows.map(({ site, count }) => [site, count]));
}
