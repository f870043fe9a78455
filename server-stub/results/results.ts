import type { Results } from "../answers/results.ts";
import type { Store } from "../store/store.ts";
import { compareQuestions } from "./comparable.ts";
import type { SurveyDefinitions } from "./definitions.ts";
import type { Conditions } from "./dimension.ts";
import { createGroupTally } from "./groups.ts";
import type { ResultParameters } from "./parameters.ts";
import { readCounted } from "./readCounted.ts";
import { createSeriesTally, startOfAverage } from "./series.ts";
import { leastAnswers } from "./smallNumbers.ts";
import { type CountedRecord, createTally } from "./tally.ts";
import { addDays, localDay, startOfDay } from "./zone.ts";

const DAY_MS = 86_400_000;

/** What results are drawn from. */
interface ResultSource {
  store: Store;
  site: string;
  survey: string;
  definitions: SurveyDefinitions;
  /** What the caller may see. */
  where: Conditions;
  /** End of a comparison's period when the request gives none. */
  now: Date;
}

/** Counts a survey's records. */
export async function countResults(source: ResultSource, parameters: ResultParameters): Promise<Results> {
  const { definitions, survey } = source;
  const { from, to, by, step, average, compare, timeZone, count, invited } = parameters;
  const tally = createTally(definitions.kinds);
  const groups = by && createGroupTally(definitions.kinds, by.levels);
  const series = step && createSeriesTally(definitions.kinds, step, timeZone, { from, to, average });
  // Of people the latest answer of the period counts, so there is none before it.
  const start =
    from && step && average && count === "records" ? startOfAverage(from, step, average, timeZone) : from;
  const earliest = from?.toISOString() ?? "";
  await readRange(source, parameters, { from: start, to }, (counted) => {
    series?.add(counted);
    if (counted.shownAt < earliest) return;
    tally.add(counted);
    groups?.add(counted);
  });

  const results: Results = {
    survey,
    from: from?.toISOString() ?? null,
    to: to?.toISOString() ?? null,
    count,
    invited: invited ?? null,
    ...tally.rates(),
    ...tally.figures(leastAnswers([source.where, parameters.filter])),
  };
  for (const [id, benchmark] of Object.entries(definitions.newest?.benchmark ?? {})) {
    const figures = Object.hasOwn(results.questions, id) ? results.questions[id] : undefined;
    // It is set for the question as it is asked now.
    if (figures && figures.type === definitions.questions.get(id)?.type)
      Object.assign(figures, { benchmark });
  }
  if (by && groups) Object.assign(results, { by: by.text, groups: groups.groups() });
  if (step && series) Object.assign(results, { step, series: series.series() });
  if (compare && from) {
    const previous = periodBefore(from, to ?? source.now, timeZone);
    const before = createTally(definitions.kinds);
    await readRange(source, parameters, previous, before.add);
    results.compare = {
      from: previous.from.toISOString(),
      to: previous.to.toISOString(),
      questions: compareQuestions(tally.comparables(), before.comparables()),
    };
  }
  return results;
}

function readRange(
  { store, definitions, site, survey, where }: ResultSource,
  { filter, count }: ResultParameters,
  range: { from: Date | undefined; to: Date | undefined },
  take: (counted: CountedRecord) => void,
): Promise<void> {
  const selection = { site, survey, ...range };
  return readCounted(store, definitions, { selection, conditions: [where, filter], count }, take);
}

/** The period of the same length that ends where this one begins: of as many days, however long the clock makes them. */
function periodBefore(from: Date, to: Date, timeZone: string): { from: Date; to: Date } {
  const [first, end] = [dayBeginningAt(from, timeZone), dayBeginningAt(to, timeZone)];
  if (!first || !end) return { from: new Date(2 * from.getTime() - to.getTime()), to: from };
  const days = (Date.parse(end) - Date.parse(first)) / DAY_MS;
  return { from: new Date(startOfDay(addDays(first, -days), timeZone)), to: from };
}

/** The calendar day that begins at an instant; nothing in the midst of a day. */
function dayBeginningAt(instant: Date, timeZone: string): string | undefined {
  const day = localDay(instant.getTime(), timeZone);
  return startOfDay(day, timeZone) === instant.getTime() ? day : undefined;
}
