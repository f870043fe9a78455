import type { Group } from "../answers/results.ts";
import type { QuestionKinds } from "./definitions.ts";
import { type DimensionValue, valuesOf } from "./dimension.ts";
import { OF_A_GROUP } from "./smallNumbers.ts";
import { type CountedRecord, createTally, type Tally } from "./tally.ts";

/** Dimensions to group by, a level each; of the names of a level the first that a record has counts. */
export type GroupLevels = readonly (readonly string[])[];

/** Counts records by their values. */
interface GroupTally {
  add(counted: CountedRecord): void;
  /** Largest first. */
  groups(): Group[];
}

/** A tally for each value of the first level, and within it for the next; a record with several tags is in several. */
export function createGroupTally(kinds: QuestionKinds, levels: GroupLevels): GroupTally {
  const [names = [], ...rest] = levels;
  const tallies = new Map<DimensionValue, { tally: Tally; inner?: GroupTally }>();
  return {
    add(counted) {
      const values = names.map((name) => valuesOf(counted.record, name)).find((some) => some.length);
      for (const value of values ?? [null]) {
        let entry = tallies.get(value);
        if (!entry) {
          const tally = createTally(kinds);
          entry = rest.length ? { tally, inner: createGroupTally(kinds, rest) } : { tally };
          tallies.set(value, entry);
        }
        entry.tally.add(counted);
        entry.inner?.add(counted);
      }
    },
    groups: () =>
      [...tallies]
        .map(([value, { tally, inner }]) => ({
          value,
          ...tally.figures(OF_A_GROUP),
          ...(inner ? { groups: inner.groups() } : {}),
        }))
        .sort((a, b) => b.shown - a.shown || compareValues(a.value, b.value)),
  };
}

/** Orders values of a dimension; records without one come last. */
export function compareValues(a: DimensionValue, b: DimensionValue): number {
  if (a === b) return 0;
  if (a === null || b === null) return a === null ? 1 : -1;
  return a < b ? -1 : 1;
}
