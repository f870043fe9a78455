import { own } from "../../widget/manifest/rule.ts";
import type { SiteDefinitions } from "../results/definitions.ts";
import { recordOf } from "../results/readCounted.ts";
import type { Store } from "../store/store.ts";
import type { CaseRow, Db, RecordRow } from "../store/tables.ts";
import { BY_RULE } from "./case.ts";
import { changeCase } from "./changeCase.ts";
import { isSatisfied } from "./score.ts";

/** What recoveries are found with. */
interface RecoveringParts {
  store: Pick<Store, "writer" | "reader" | "engine">;
  site: { key: string };
  definitions: SiteDefinitions;
  now: Date;
}

/** A case that may have recovered, with the person and time of its record. */
type Candidate = CaseRow & Shown;

/** What tells which of two records was shown later, and to whom. */
type Shown = Pick<RecordRow, "shown_at" | "user_id" | "visitor" | "body">;

/**
 * Marks cases as recovered whose person gave a satisfied answer later, to the same survey or through a link that was
 * made for the case; and takes the mark away where that answer is changed again.
 */
export async function recoverCases(
  { store, site, definitions, now }: RecoveringParts,
  rows: readonly RecordRow[],
): Promise<void> {
  const isGood = (row: RecordRow) => {
    const record = recordOf(row);
    return isSatisfied(record, definitions(row.survey).askedIn(record.surveyRevision, row.shown_at));
  };
  const good = rows.filter((row) => row.survey !== "" && isGood(row));
  const mark = ({ id }: CaseRow, from: string | null, later?: RecordRow) =>
    changeCase(store, { site: site.key, id, now }, (row) => {
      if (row.recovered_by !== from) return undefined;
      const set = { recovered_at: later?.updated_at ?? null, recovered_by: later?.id ?? null };
      const event = { at: now.toISOString(), by: BY_RULE, field: "recovered", from, to: set.recovered_by };
      return { set: { ...set, version: row.version + 1 }, events: [event] };
    });

  const links = await casesByLink(store.reader, site.key, good);
  for (const row of await readCandidates(store.reader, site.key, good, links)) {
    const later = good.find(
      (one) =>
        one.survey === row.survey &&
        one.id !== row.record &&
        // A link was made for a case that was there already.
        (links.get(one.id) === row.id || (personOf(one) === personOf(row) && isLater(one, row))),
    );
    if (later) await mark(row, null, later);
  }

  const isGoodNow = new Set(good.map(({ id }) => id));
  const others = rows.filter(({ id, survey }) => survey !== "" && !isGoodNow.has(id)).map(({ id }) => id);
  if (!others.length) return;
  const marked = await store.reader
    .selectFrom("cases")
    .selectAll()
    .where("site", "=", site.key)
    .where("recovered_by", "in", others)
    .execute();
  for (const row of marked) await mark(row, row.recovered_by);
}

/**
 * Whether one record was shown after another: by the collector's clock; or by the browser's, if it was the same one,
 * because the collector's may have been wrong in between.
 */
function isLater(a: Shown, b: Shown): boolean {
  if (a.shown_at > b.shown_at) return true;
  if (a.visitor === null || a.visitor !== b.visitor) return false;
  return Date.parse(recordOf(a).shownAt) > Date.parse(recordOf(b).shownAt);
}

/** A user where one is known, else a browser; records without either are nobody's. */
function personOf({ user_id, visitor }: Pick<RecordRow, "user_id" | "visitor">): string | undefined {
  if (user_id !== null) return `user ${user_id}`;
  return visitor === null ? undefined : `visitor ${visitor}`;
}

/** Cases that records answer through a link, by record. */
async function casesByLink(db: Db, site: string, rows: readonly RecordRow[]): Promise<Map<string, string>> {
  const links = new Map<string, string>();
  for (const row of rows) {
    const { trigger } = recordOf(row);
    const link = trigger.on === "link" ? own(trigger.props, "link") : undefined;
    if (typeof link === "string") links.set(row.id, link);
  }
  if (!links.size) return links;
  const found = await db
    .selectFrom("links")
    .select(["id", "case_id"])
    .where("site", "=", site)
    .where("id", "in", [...new Set(links.values())])
    .where("case_id", "is not", null)
    .execute();
  const cases = new Map(found.map(({ id, case_id }) => [id, case_id]));
  return new Map(
    [...links].flatMap(([record, link]) => {
      const id = cases.get(link);
      return id ? [[record, id] as const] : [];
    }),
  );
}

/** The cases, not recovered yet, of the people who answered and of the links they answered through. */
async function readCandidates(
  db: Db,
  site: string,
  rows: readonly RecordRow[],
  links: ReadonlyMap<string, string>,
): Promise<Candidate[]> {
  const users = new Set(rows.flatMap(({ user_id }) => user_id ?? []));
  const visitors = new Set(rows.flatMap(({ user_id, visitor }) => (user_id === null && visitor) || []));
  const candidates = db
    .selectFrom("cases")
    .innerJoin("records", (join) =>
      join.onRef("records.site", "=", "cases.site").onRef("records.id", "=", "cases.record"),
    )
    .selectAll("cases")
    .select(["records.shown_at", "records.user_id", "records.visitor", "records.body"])
    .where("cases.site", "=", site)
    .where("records.site", "=", site)
    .where("cases.recovered_at", "is", null)
    .where("cases.status", "!=", "withdrawn");
  const found = new Map<string, Candidate>();
  const keep = (some: readonly Candidate[]) => {
    for (const one of some) found.set(one.id, one);
  };
  if (users.size) keep(await candidates.where("records.user_id", "in", [...users]).execute());
  if (visitors.size)
    keep(
      await candidates
        .where("records.visitor", "in", [...visitors])
        .where("records.user_id", "is", null)
        .execute(),
    );
  if (links.size) keep(await candidates.where("cases.id", "in", [...new Set(links.values())]).execute());
  return [...found.values()];
}
