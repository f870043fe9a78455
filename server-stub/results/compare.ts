import type { Comparable, Difference } from "./counters/counter.ts";
import { npsDifferenceInterval, shareDifferenceInterval } from "./intervals.ts";

/** How much the main figure of each question changed, with the 95 % interval of the change. */
export function compareQuestions(
  now: ReadonlyMap<string, Comparable>,
  before: ReadonlyMap<string, Comparable>,
): Record<string, Difference> {
  return Object.fromEntries(
    [...now].flatMap(([id, one]) => {
      const other = before.get(id);
      return other ? [[id, differenceOf(one, other)]] : [];
    }),
  );
}

function differenceOf(now: Comparable, before: Comparable): Difference {
  if ("nps" in now && "nps" in before) {
    const ci95 = npsDifferenceInterval(now.nps, before.nps);
    return { difference: ci95 && npsOf(now.nps) - npsOf(before.nps), ci95 };
  }
  if ("share" in now && "share" in before) {
    const ci95 = shareDifferenceInterval(now.share, before.share);
    return { difference: ci95 && now.share.hits / now.share.n - before.share.hits / before.share.n, ci95 };
  }
  return { difference: null, ci95: null };
}

function npsOf({ promoters, detractors, n }: { promoters: number; detractors: number; n: number }): number {
  return (100 * (promoters - detractors)) / n;
}
