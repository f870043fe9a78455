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
export function joinComparables(one: Comparable, other: Comparable): Comparable {
  if ("nps" in one && "nps" in other)
    return {
      nps: {
        n: one.nps.n + other.nps.n,
        promoters: one.nps.promoters + other.nps.promoters,
        detractors: one.nps.detractors + other.nps.detractors,
      },
    };
  if ("share" in one && "share" in other)
    return { share: { n: one.share.n + other.share.n, hits: one.share.hits + other.share.hits } };
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
export function differenceOf(one: Comparable, other: Comparable): Difference {
  const interval = differenceInterval(one, other);
  if (!interval) return { difference: null, ci95: null, change: null };
  const change = interval[0] > 0 ? "up" : interval[1] < 0 ? "down" : "chance";
  return { difference: figureOf(one) - figureOf(other), ci95: interval, change };
}

function differenceInterval(one: Comparable, other: Comparable): Interval | null {
  if ("nps" in one && "nps" in other) return npsDifferenceInterval(one.nps, other.nps);
  if ("share" in one && "share" in other) return shareDifferenceInterval(one.share, other.share);
  return null;
}
