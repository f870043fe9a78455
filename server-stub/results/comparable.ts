import { describeType, type FigureName, figureKindOf } from "../../widget/manifest/question-types.ts";
import type { Question } from "../../widget/manifest/schema.ts";
import type { Difference } from "../answers/results.ts";
import type { Comparable } from "./counters/counter.ts";
import {
  type Interval,
  npsDifferenceInterval,
  npsInterval,
  shareDifferenceInterval,
  shareInterval,
} from "./intervals.ts";
import { hideSmall } from "./smallNumbers.ts";

/** The figure that periods and groups are compared by: the question's own, unless it is a mean or there is none. */
export function comparedFigureOf({ type }: Pick<Question, "type">): FigureName | undefined {
  return figureKindOf(type) === "mean" ? undefined : describeType(type).figure;
}

/** How many answers there are. */
export function sizeOf(one: Comparable): number {
  return "nps" in one ? one.nps.n : one.share.n;
}

/** The main figure: points of an NPS, or a share; not a number without answers. */
export function figureOf(one: Comparable): number {
  if ("share" in one) return one.share.hits / one.share.n;
  const { promoters, detractors, n } = one.nps;
  return (100 * (promoters - detractors)) / n;
}

/** The 95 % interval of the main figure. */
export function intervalOf(one: Comparable): Interval | null {
  return "nps" in one ? npsInterval(one.nps) : shareInterval(one.share.hits, one.share.n);
}

/** The answers of both together. */
export function joinComparables(a: Comparable, b: Comparable): Comparable {
  if ("nps" in a && "nps" in b)
    return {
      nps: {
        n: a.nps.n + b.nps.n,
        promoters: a.nps.promoters + b.nps.promoters,
        detractors: a.nps.detractors + b.nps.detractors,
      },
    };
  if ("share" in a && "share" in b)
    return { share: { n: a.share.n + b.share.n, hits: a.share.hits + b.share.hits } };
  throw new TypeError("Figures of two kinds cannot be joined.");
}

/**
 * How much the main figure of each question changed, with the 95 % interval of the change; hidden where either side
 * has too few answers.
 */
export function compareQuestions(
  now: ReadonlyMap<string, Comparable>,
  before: ReadonlyMap<string, Comparable>,
): Record<string, Difference> {
  return Object.fromEntries(
    [...now].flatMap(([id, one]) => {
      const other = before.get(id);
      if (!other) return [];
      const n = Math.min(sizeOf(one), sizeOf(other));
      return [[id, hideSmall<Difference>(n, differenceOf(one, other))]];
    }),
  );
}

/** The difference of two main figures of one kind; all `null` where either has no answers. */
export function differenceOf(a: Comparable, b: Comparable): Difference {
  const interval = differenceInterval(a, b);
  if (!interval) return { difference: null, ci95: null, change: null };
  const change = interval[0] > 0 ? "up" : interval[1] < 0 ? "down" : "chance";
  return { difference: figureOf(a) - figureOf(b), ci95: interval, change };
}

function differenceInterval(a: Comparable, b: Comparable): Interval | null {
  if ("nps" in a && "nps" in b) return npsDifferenceInterval(a.nps, b.nps);
  if ("share" in a && "share" in b) return shareDifferenceInterval(a.share, b.share);
  return null;
}
