import type { Figures, SeriesStep } from "../answers/results.ts";
import { comparedFigureOf, figureOf, intervalOf, joinComparables, sizeOf } from "./comparable.ts";
import type { QuestionKinds } from "./definitions.ts";
import { hideSmall, OF_A_GROUP } from "./smallNumbers.ts";
import { type CountedRecord, createTally, type Tally } from "./tally.ts";
import { addDays, localDay, startOfDay } from "./zone.ts";

/** How wide a step of a series is; weeks begin on Monday. */
export const STEPS = ["day", "week", "month"] as const;
export type Step = (typeof STEPS)[number];

/** Counts records by the step that they were shown in. */
interface SeriesTally {
  add(counted: CountedRecord): void;
  /** Oldest first, without gaps between the first and the last; at most the last `MAX_SERIES_LENGTH`. */
  series(): SeriesStep[];
}

/** Steps that a series has at most; one wrong clock of 1970 must not bury the present under empty days. */
export const MAX_SERIES_LENGTH = 2_000;

/** Bounds of a series; without them it runs from the first to the last step that has records. */
interface SeriesRange {
  from?: Date | undefined;
  /** Exclusive. */
  to?: Date | undefined;
  /** Steps of a moving average; records of the steps before the first may be added for it. Default: none. */
  average?: number | undefined;
}

/** A tally for each step. */
export function createSeriesTally(
  kinds: QuestionKinds,
  step: Step,
  timeZone: string,
  range: SeriesRange = {},
): SeriesTally {
  const tallies = new Map<string, Tally>();
  const stepOf = createStepFinder(step, timeZone);
  const tallyOf = (at: string) => {
    const known = tallies.get(at);
    if (known) return known;
    const made = createTally(kinds);
    tallies.set(at, made);
    return made;
  };
  return {
    add: (counted) => tallyOf(stepOf(Date.parse(counted.shownAt))).add(counted),
    series() {
      const days = [...tallies.keys()].sort();
      const first = range.from ? stepOf(range.from.getTime()) : days[0];
      const last = range.to ? stepOf(range.to.getTime() - 1) : days[days.length - 1];
      const steps: SeriesStep[] = [];
      for (
        let at = last;
        at && first && at >= first && steps.length < MAX_SERIES_LENGTH;
        at = stepBefore(at, step)
      ) {
        const figures = (tallies.get(at) ?? createTally(kinds)).figures(OF_A_GROUP);
        if (range.average) {
          const window = stepsUpTo(at, step, range.average).flatMap((one) => tallies.get(one) ?? []);
          addMoving(figures, kinds, window);
        }
        steps.push({ at, ...figures });
      }
      return steps.reverse();
    },
  };
}

function firstDay(day: string, step: Step): string {
  if (step === "month") return `${day.slice(0, 7)}-01`;
  if (step === "day") return day;
  const weekday = (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
  return addDays(day, -weekday);
}

function stepBefore(at: string, step: Step): string {
  return firstDay(addDays(at, -1), step);
}

/** A step and those before it, newest first. */
function stepsUpTo(at: string, step: Step, count: number): string[] {
  const steps = [at];
  for (let before = at; steps.length < count; steps.push(before)) before = stepBefore(before, step);
  return steps;
}

/**
 * The first instant that counts for a moving average over a period.
 *
 * @param from - of the period
 * @param average - steps that are averaged
 */
export function startOfAverage(from: Date, step: Step, average: number, timeZone: string): Date {
  const steps = stepsUpTo(firstDay(localDay(from.getTime(), timeZone), step), step, average);
  return new Date(startOfDay(steps[steps.length - 1] ?? "", timeZone));
}

const QUARTER_MS = 15 * 60_000;

/** Finds the step of an instant. Days begin at a quarter of an hour in every zone, and asking for one takes long. */
function createStepFinder(step: Step, timeZone: string): (time: number) => string {
  const known = new Map<number, string>();
  return (time) => {
    const quarter = Math.floor(time / QUARTER_MS);
    const found = known.get(quarter) ?? firstDay(localDay(quarter * QUARTER_MS, timeZone), step);
    known.set(quarter, found);
    return found;
  };
}

/**
 * Adds to each question's figures its main figure over several steps. The answers of all steps are counted
 * together, so that a day with two answers weighs less than one with two hundred.
 *
 * @param window - the tallies of the steps
 */
function addMoving({ questions: figures }: Figures, kinds: QuestionKinds, window: readonly Tally[]): void {
  const comparables = window.map((tally) => tally.comparables());
  for (const [id, [question]] of kinds) {
    const name = question && comparedFigureOf(question);
    const ofQuestion = figures[id];
    if (!name || ofQuestion?.type !== question.type) continue;
    const joined = comparables
      .flatMap((ofStep) => ofStep.get(id) ?? [])
      .reduce<ReturnType<typeof joinComparables> | undefined>(
        (sum, one) => (sum ? joinComparables(sum, one) : one),
        undefined,
      );
    const n = joined ? sizeOf(joined) : 0;
    const told = { [name]: joined ? figureOf(joined) : null, ci95: joined ? intervalOf(joined) : null };
    ofQuestion.moving = { n, ...hideSmall(n, told) };
  }
}
