import type { Collector } from "../collector.ts";
import type { Access } from "../http/auth.ts";
import { createDefinitionReader } from "../results/definitions.ts";
import { type Conditions, meets } from "../results/dimension.ts";
import { chunksOf, PAGE_SIZE, pagesOf } from "../store/paging.ts";
import { userKey } from "../store/people.ts";
import type { Store } from "../store/store.ts";
import type { Db } from "../store/tables.ts";
import type { CaseWithRecord } from "./case.ts";
import type { CaseSelection } from "./parameters.ts";
import { caseRecord, serializeCase } from "./serializeCase.ts";
import { FINISHED_TURN, turnOf } from "./timetable.ts";

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

/** The cases of some records, in the order of their opening. */
export async function readCasesOf(
  db: Db,
  site: string,
  records: readonly string[],
): Promise<CaseWithRecord[]> {
  const found: CaseWithRecord[] = [];
  for (const some of chunksOf(records))
    found.push(
      ...(await selectCases(db, site)
        .where("cases.record", "in", some)
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

/** What is asked for, by whom and when. */
export interface Listing {
  site: string;
  selection: CaseSelection;
  /** All of these must be met by a case's record. */
  conditions: readonly Conditions[];
  now: Date;
  /** How many are read at once. Default 500. */
  page?: number;
}

/** The cases that are asked for by their turn: the next deadline first, what is finished last. */
export async function* streamCases(
  { reader }: Pick<Store, "reader">,
  { site, selection, conditions, now, page = PAGE_SIZE }: Listing,
): AsyncGenerator<CaseWithRecord> {
  const { statuses, survey, owner, assigned, overdue, record, user, from, to } = selection;
  let query = selectCases(reader, site).orderBy("cases.turn").orderBy("cases.id").limit(page);
  if (statuses) query = query.where("cases.status", "in", statuses);
  if (survey !== undefined) query = query.where("cases.survey", "=", survey);
  if (owner !== undefined) query = query.where("cases.owner", "=", owner);
  if (assigned !== undefined) query = query.where("cases.assigned", "=", assigned);
  if (overdue) query = query.where("cases.turn", "<=", turnOf(now));
  if (record !== undefined) query = query.where("cases.record", "=", record);
  if (user !== undefined) query = query.where("records.user_id", "=", userKey(user));
  if (from) query = query.where("records.shown_at", ">=", from.toISOString());
  if (to) query = query.where("records.shown_at", "<", to.toISOString());
  const pages = pagesOf<CaseWithRecord>((last) => {
    const { turn = "", id = "" } = last ?? selection.after ?? {};
    return query
      .where("cases.turn", ">=", turn)
      .where((eb) => eb.or([eb("cases.turn", ">", turn), eb("cases.id", ">", id)]))
      .execute();
  }, page);
  for await (const rows of pages)
    for (const row of rows) {
      const about = caseRecord(row);
      if (conditions.every((condition) => meets(about, condition))) yield row;
    }
}

const MAX_REASONS = 50;
/** Of how many cases the reasons are read where a token sees only some. */
const MAX_CASES_READ = 1_000;

/** The reasons that were given before, most used first, of the cases that a token sees. */
export async function readReasons(
  { reader }: Pick<Store, "reader">,
  site: string,
  where: Conditions,
): Promise<string[]> {
  if (!where.size) {
    const rows = await reader
      .selectFrom("cases")
      .select(({ fn }) => ["reason", fn.countAll<number>().as("count")])
      .where("site", "=", site)
      .where("reason", "is not", null)
      .groupBy("reason")
      .orderBy("count", "desc")
      .orderBy("reason")
      .limit(MAX_REASONS)
      .execute();
    return rows.flatMap(({ reason }) => reason ?? []);
  }
  const rows = await selectCases(reader, site)
    .where("cases.reason", "is not", null)
    .orderBy("cases.updated_at", "desc")
    .limit(MAX_CASES_READ)
    .execute();
  const counts = new Map<string, number>();
  for (const row of rows)
    if (row.reason !== null && meets(caseRecord(row), where))
      counts.set(row.reason, (counts.get(row.reason) ?? 0) + 1);
  const byUse = [...counts].sort(([, one], [, other]) => other - one);
  return byUse.slice(0, MAX_REASONS).map(([reason]) => reason);
}

/** Cases, each time one is new or changed; for the roles `care` and `admin`. */
export function caseChanges({ store, now }: Pick<Collector, "store" | "now">) {
  const definitionsOf = createDefinitionReader(store);
  return {
    kind: "case" as const,
    async *changes({ site, where, role }: Access, after: number) {
      if (role === "analyst") return;
      const pages = pagesOf<CaseWithRecord & { place: number }>((last) =>
        selectCases(store.reader, site.key)
          .innerJoin("changes", (join) =>
            join.onRef("changes.site", "=", "cases.site").onRef("changes.id", "=", "cases.id"),
          )
          .select("changes.place")
          .where("changes.site", "=", site.key)
          .where("changes.kind", "=", "case")
          .where("changes.place", ">", last?.place ?? after)
          .orderBy("changes.place")
          .limit(PAGE_SIZE)
          .execute(),
      );
      for await (const rows of pages) {
        const definitions = await definitionsOf(site);
        for (const { place, ...row } of rows) {
          const isAllowed = meets(caseRecord(row), where);
          yield { place, data: isAllowed ? serializeCase(row, definitions, now()) : undefined };
        }
      }
    },
  };
}
