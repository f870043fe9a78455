import type { Difference } from "../answers/results.ts";
import { figureOf, sizeOf } from "./comparable.ts";
import type { Comparable } from "./counters/counter.ts";
import { type Interval, npsDifferenceInterval, shareDifferenceInterval } from "./intervals.ts";
import { hideSmall } from "./smallNumbers.ts";

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
