import { type DimensionValue, valuesOf } from "../results/dimension.ts";
import { readCounted } from "../results/readCounted.ts";
import { type CountedRecord, createTally, type Tally } from "../results/tally.ts";
import { addDays, localDay, startOfDay } from "../results/zone.ts";
import type { FigureRule, SurveySource } from "./rule.ts";

/** A figure of one period, with what it was counted from. */
export interface Measure {
  /** First day, `YYYY-MM-DD`. */
  at: string;
  /** Answers, or showings for the response rate. */
  n: number;
  /** `null` where there is nothing to count. */
  value: number | null;
}

/** The figures that a rule looks at, of one group. */
export interface GroupMeasures {
  /** `null` for records without a value, and where the rule knows no groups. */
  group: DimensionValue;
  /** Each of the last ended days, oldest first. */
  days: Measure[];
  /** As many days before those, together. */
  before: Measure;
}

/** The days that a rule looks at. */
interface RulePeriod {
  /** First day of the time before. */
  first: string;
  /** The last ended days, oldest first. */
  days: string[];
  /** Begins and ends with these, the end not included. */
  from: Date;
  to: Date;
}

/** The days that a rule looks at just now. */
export function periodOf({ days }: Pick<FigureRule, "days">, now: Date, timeZone: string): RulePeriod {
  const today = localDay(now.getTime(), timeZone);
  const first = addDays(today, -2 * days);
  return {
    first,
    days: Array.from({ length: days }, (_, index) => addDays(today, index - days)),
    from: new Date(startOfDay(first, timeZone)),
    to: new Date(startOfDay(today, timeZone)),
  };
}

/** Counts a rule's figure by day, for each of its groups. */
export async function measureDays(
  { store, site, definitions, timeZone }: SurveySource,
  rule: FigureRule,
  { first, days, from, to }: RulePeriod,
): Promise<GroupMeasures[]> {
  const question = rule.question === undefined ? undefined : definitions.questions.get(rule.question);
  const kinds = new Map(question ? [[question.id, [question]]] : []);
  const groups = new Map<DimensionValue, Map<string, Tally>>();
  const selection = { site, survey: rule.survey, from, to };
  // Asking the zone for the day of each record would take ten times as long as counting it.
  const starts = [...days]
    .reverse()
    .map((day) => ({ day, start: new Date(startOfDay(day, timeZone)).toISOString() }));
  const add = (counted: CountedRecord) => {
    const at = starts.find(({ start }) => start <= counted.shownAt)?.day ?? first;
    const values = rule.by?.names.map((name) => valuesOf(counted.record, name)).find((some) => some.length);
    for (const value of values ?? [null]) {
      const tallies = groups.get(value) ?? new Map<string, Tally>();
      groups.set(value, tallies);
      const tally = tallies.get(at) ?? createTally(kinds);
      tallies.set(at, tally);
      tally.add(counted);
    }
  };
  await readCounted(store, definitions, { selection, conditions: [], count: "records" }, add);
  return [...groups].map(([group, tallies]) => ({
    group,
    days: days.map((at) => measure(rule, at, tallies.get(at))),
    before: measure(rule, first, tallies.get(first)),
  }));
}

function measure({ figure, question }: FigureRule, at: string, tally: Tally | undefined): Measure {
  if (!tally) return { at, n: 0, value: null };
  const { shown, questions } = tally.figures();
  if (figure === "responseRate") return { at, n: shown, value: tally.rates().responseRate };
  const figures = question === undefined ? undefined : questions[question];
  const value = figures?.[figure];
  return { at, n: figures?.n ?? 0, value: typeof value === "number" ? value : null };
}
