import type { FigureName } from "../../widget/manifest/question-types.ts";
import type { Question } from "../../widget/manifest/schema.ts";
import type { Driver } from "../answers/results.ts";
import { comparedFigureOf, figureOf, sizeOf } from "./comparable.ts";
import { differenceOf } from "./compare.ts";
import { comparableOf, noSides, type Sides, sideIn } from "./scoreGroups.ts";
import { SMALLEST_GROUP } from "./smallNumbers.ts";
import type { CountedRecord } from "./tally.ts";
import { type Trait, traitsOf } from "./traitsOf.ts";

/** Finds drivers in records as they come. */
interface DriverTally {
  add(counted: CountedRecord): void;
  /** Answers to the question. */
  n(): number;
  figure: FigureName | undefined;
  /** Worst first. */
  drivers(): Driver[];
}

const MAX_VALUES = 50;
const MAX_DRIVERS = 100;

/**
 * Compares those who have a value with all who have another value of the same name: who chose an option with who
 * answered the question and did not. What fewer than five have, or have not, is left out, as are names with more
 * values than anybody could act on, such as order numbers.
 *
 * @param question - with a main figure
 */
export function createDriverTally(question: Question): DriverTally {
  const total = noSides();
  const byName = new Map<string, { all: Sides; values: Map<string, { trait: Trait; sides: Sides }> }>();
  return {
    figure: comparedFigureOf(question),
    n: () => sizeOf(comparableOf(total, question)),
    add(counted) {
      const side = sideIn(counted, question);
      if (!side) return;
      total[side] += 1;
      const named = new Set<string>();
      for (const trait of traitsOf(counted, question.id)) {
        const key = `${trait.kind} ${trait.name}`;
        const entry = byName.get(key) ?? { all: noSides(), values: new Map() };
        byName.set(key, entry);
        if (!named.has(key)) entry.all[side] += 1;
        named.add(key);
        // Past the limit the name is left out anyway.
        if (trait.value === null || entry.values.size > MAX_VALUES) continue;
        const value = entry.values.get(trait.value) ?? { trait, sides: noSides() };
        entry.values.set(trait.value, value);
        value.sides[side] += 1;
      }
    },
    drivers() {
      const found: Driver[] = [];
      for (const { all, values } of byName.values()) {
        if (values.size > MAX_VALUES) continue;
        for (const [value, { trait, sides }] of values) {
          const some = comparableOf(sides, question);
          const others = comparableOf(without(all, sides), question);
          if (Math.min(sizeOf(some), sizeOf(others)) < SMALLEST_GROUP) continue;
          found.push({
            ...trait,
            value,
            n: sizeOf(some),
            nOthers: sizeOf(others),
            figure: figureOf(some),
            figureOthers: figureOf(others),
            ...differenceOf(some, others),
          });
        }
      }
      return found
        .sort((one, other) => (one.difference ?? 0) - (other.difference ?? 0))
        .slice(0, MAX_DRIVERS);
    },
  };
}

function without(all: Sides, some: Sides): Sides {
  return {
    promoter: all.promoter - some.promoter,
    passive: all.passive - some.passive,
    detractor: all.detractor - some.detractor,
  };
}
