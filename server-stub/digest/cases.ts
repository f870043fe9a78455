import { namesIn } from "../alerts/rule.ts";
import type { CaseWithRecord } from "../followup/case.ts";
import { groupValuesOf } from "../followup/funnel.ts";
import { selectCases } from "../followup/readCases.ts";
import { caseRecord } from "../followup/serializeCase.ts";
import { FINISHED_TURN, isOverdue, isUnfinished } from "../followup/timetable.ts";
import { type Conditions, type DimensionValue, meets } from "../results/dimension.ts";
import { PAGE_SIZE, pagesOf } from "../store/paging.ts";
import type { Store } from "../store/store.ts";
import type { DigestCases } from "./digest.ts";

/** The cases of one survey. */
interface SurveyCases {
  all: DigestCases;
  groups: ReadonlyMap<DimensionValue, DigestCases>;
}

/** Whose cases are counted, and when. */
interface CaseCount {
  site: string;
  /** Of the day; the end is not included. */
  from: Date;
  to: Date;
  /** For what is open and overdue. */
  now: Date;
  by: string | undefined;
  where: Conditions;
}

/** No case at all. */
export const NO_CASES: DigestCases = { unhappy: 0, open: 0, overdue: 0, recovered: 0 };

/**
 * Counts cases by survey: those of answers of a day (by the showing, like every figure beside it), those that were
 * recovered on it, and those that are to be worked on.
 */
export async function countCases(
  { reader }: Pick<Store, "reader">,
  { site, from, to, now, by, where }: CaseCount,
): Promise<Map<string, SurveyCases>> {
  const since = from.toISOString();
  const until = to.toISOString();
  const isIn = (time: string | null) => time !== null && time >= since && time < until;
  const surveys = new Map<string, { all: DigestCases; groups: Map<DimensionValue, DigestCases> }>();
  const pages = pagesOf<CaseWithRecord>((last) =>
    selectCases(reader, site)
      .where("cases.id", ">", last?.id ?? "")
      .where((eb) =>
        eb.or([
          eb("cases.turn", "<", FINISHED_TURN),
          eb("records.shown_at", ">=", since),
          eb("cases.recovered_at", ">=", since),
        ]),
      )
      .orderBy("cases.id")
      .limit(PAGE_SIZE)
      .execute(),
  );
  for await (const rows of pages)
    for (const row of rows) {
      const record = caseRecord(row);
      if (row.status === "withdrawn" || !meets(record, where)) continue;
      const known = surveys.get(row.survey) ?? { all: { ...NO_CASES }, groups: new Map() };
      surveys.set(row.survey, known);
      const counts = [known.all];
      for (const value of by === undefined ? [] : groupValuesOf(row, record, namesIn(by))) {
        const group = known.groups.get(value) ?? { ...NO_CASES };
        known.groups.set(value, group);
        counts.push(group);
      }
      for (const count of counts) {
        if (isIn(row.record_shown_at)) count.unhappy += 1;
        if (isUnfinished(row)) count.open += 1;
        if (isOverdue(row, now)) count.overdue += 1;
        if (isIn(row.recovered_at)) count.recovered += 1;
      }
    }
  return surveys;
}
