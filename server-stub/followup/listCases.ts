import { type Conditions, meets } from "../results/dimension.ts";
import type { Store } from "../store/store.ts";
import { userKey } from "../store/userKey.ts";
import type { CaseWithRecord } from "./case.ts";
import type { CaseSelection } from "./parameters.ts";
import { caseRecord } from "./printCase.ts";
import { selectCases } from "./readCases.ts";
import { turnOf } from "./timetable.ts";

const PAGE = 500;

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
  { site, selection, conditions, now, page = PAGE }: Listing,
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
  for (let after = selection.after; ; ) {
    const { turn = "", id = "" } = after ?? {};
    const rows = await query
      .where("cases.turn", ">=", turn)
      .where((eb) => eb.or([eb("cases.turn", ">", turn), eb("cases.id", ">", id)]))
      .execute();
    for (const row of rows) {
      const about = caseRecord(row);
      if (conditions.every((one) => meets(about, one))) yield row;
    }
    const last = rows[rows.length - 1];
    if (!last || rows.length < page) return;
    after = { turn: last.turn, id: last.id };
    await new Promise((resolve) => setImmediate(resolve));
  }
}

const MOST_REASONS = 50;
/** Of how many cases the reasons are read where a token sees only some. */
const LOOKED_THROUGH = 1_000;

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
      .limit(MOST_REASONS)
      .execute();
    return rows.flatMap(({ reason }) => reason ?? []);
  }
  const rows = await selectCases(reader, site)
    .where("cases.reason", "is not", null)
    .orderBy("cases.updated_at", "desc")
    .limit(LOOKED_THROUGH)
    .execute();
  const counts = new Map<string, number>();
  for (const row of rows)
    if (row.reason !== null && meets(caseRecord(row), where))
      counts.set(row.reason, (counts.get(row.reason) ?? 0) + 1);
  const byUse = [...counts].sort(([, one], [, other]) => other - one);
  return byUse.slice(0, MOST_REASONS).map(([reason]) => reason);
}
