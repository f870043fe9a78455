import { describeType, type FigureName, figureKindOf } from "../../widget/manifest/question-types.ts";
import type { Question } from "../../widget/manifest/schema.ts";
import type { Comparable } from "./counters/counter.ts";
import { type Interval, npsInterval, shareInterval } from "./intervals.ts";

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
