import { describeType } from "../../widget/manifest/question-types.ts";
import type { Question } from "../../widget/manifest/schema.ts";
import { namesIn } from "../alerts/rule.ts";
import type { Site } from "../config/load.ts";
import { definitionsOf } from "../results/definitions.ts";
import { type Conditions, type DimensionValue, valuesOf } from "../results/dimension.ts";
import { compareValues } from "../results/groups.ts";
import { readCounted } from "../results/readCounted.ts";
import { hideSmall, type LeastAnswers, leastAnswers, OF_A_GROUP } from "../results/smallNumbers.ts";
import { type CountedRecord, createTally, type Tally } from "../results/tally.ts";
import { addDays, startOfDay } from "../results/zone.ts";
import { manifestHistory, surveysOf } from "../store/manifests.ts";
import { readSurveyIds } from "../store/pages.ts";
import type { Store } from "../store/store.ts";
import { countCases, NO_CASES } from "./cases.ts";
import type { Digest, DigestCases, DigestFigures, DigestSurvey } from "./digest.ts";

/** Days that a day is compared with. */
const DAYS_BEFORE = 7;

/** What a digest is drawn from. */
interface DigestSource {
  store: Store;
  site: Site;
  /** `YYYY-MM-DD` */
  day: string;
  timeZone: string;
  /** A dimension, or several with `|` between them, of which the first that a record has counts. */
  by: string | undefined;
  /** What its reader may know of. */
  where: Conditions;
  /** For cases that are open or overdue now. */
  now: Date;
}

/** Draws the digest of a day. */
export async function composeDigest(source: DigestSource): Promise<Digest> {
  const { store, site, day, timeZone, by, where, now } = source;
  const from = new Date(startOfDay(day, timeZone));
  const to = new Date(startOfDay(addDays(day, 1), timeZone));
  const history = await manifestHistory(store, site.key);
  const names = new Map(surveysOf(site.manifest.body).map(({ id, name }) => [id, name]));
  const cases = await countCases(store, { site: site.key, from, to, now, by, where });
  const shown = await readSurveyIds(store, site.key, { from, to });
  const surveys: DigestSurvey[] = [];
  for (const survey of new Set([...shown, ...cases.keys()])) {
    const definitions = definitionsOf(history, survey);
    const main = [...definitions.questions.values()].find(({ type }) => describeType(type).figure);
    const whole = createPair(main, from);
    const groups = new Map<DimensionValue, TallyPair>();
    const groupOf = (value: DimensionValue) => {
      const pair = groups.get(value) ?? createPair(main, from);
      groups.set(value, pair);
      return pair;
    };
    const add = (counted: CountedRecord) => {
      whole.add(counted);
      for (const value of by === undefined ? [] : groupsOf(counted, by)) groupOf(value).add(counted);
    };
    const since = new Date(startOfDay(addDays(day, -DAYS_BEFORE), timeZone));
    const selection = { site: site.key, survey, from: since, to };
    await readCounted(store, definitions, { selection, conditions: [where], count: "records" }, add);
    const told = cases.get(survey);
    for (const value of told?.groups.keys() ?? []) groupOf(value);
    const figures: DigestFigures = { ...whole.figures(leastAnswers([where])), ...(told?.all ?? NO_CASES) };
    if (isEmpty(figures)) continue;
    surveys.push({
      survey,
      name: names.get(survey) ?? survey,
      question: main?.id ?? null,
      figure: (main && describeType(main.type).figure) ?? null,
      ...figures,
      groups: [...groups]
        .map(([value, pair]) => {
          const ofGroup = told?.groups.get(value) ?? NO_CASES;
          return { value, ...pair.figures(OF_A_GROUP), ...ofGroup };
        })
        .filter((group) => !isEmpty(group))
        .sort((a, b) => b.shown - a.shown || compareValues(a.value, b.value)),
    });
  }
  surveys.sort((a, b) => b.shown - a.shown);
  return { day, by: by ?? null, surveys };
}

function isEmpty({ shown, unhappy, open, recovered }: DigestFigures): boolean {
  return shown + unhappy + open + recovered === 0;
}

/** A day and the days before it. */
interface TallyPair {
  add(counted: CountedRecord): void;
  /** @param least - answers below which scores are hidden */
  figures(least: LeastAnswers): Omit<DigestFigures, keyof DigestCases>;
}

function createPair(main: Question | undefined, from: Date): TallyPair {
  const kinds = new Map(main ? [[main.id, [main]]] : []);
  const day = createTally(kinds);
  const before = createTally(kinds);
  const begin = from.toISOString();
  return {
    add: (counted) => (counted.shownAt < begin ? before : day).add(counted),
    figures(least) {
      const { shown, answered } = day.figures();
      const { n, score } = scoreIn(day, main, least);
      const earlier = scoreIn(before, main, least);
      const change = score === null || earlier.score === null ? null : score - earlier.score;
      return { shown, answered, n, score, ...hideSmall(Math.min(n, earlier.n), { change }) };
    },
  };
}

function scoreIn(
  tally: Tally,
  main: Question | undefined,
  least: LeastAnswers,
): { n: number; score: number | null } {
  const figure = main && describeType(main.type).figure;
  if (!main || !figure) return { n: 0, score: null };
  const figures = tally.figures(least).questions[main.id];
  const score = figures?.[figure];
  return { n: figures?.n ?? 0, score: typeof score === "number" ? score : null };
}

function groupsOf({ record }: CountedRecord, by: string): readonly DimensionValue[] {
  return (
    namesIn(by)
      .map((name) => valuesOf(record, name))
      .find((some) => some.length) ?? [null]
  );
}
