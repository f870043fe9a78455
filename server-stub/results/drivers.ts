import { describeType, type FigureName } from "../../widget/manifest/question-types.ts";
import type { Question } from "../../widget/manifest/schema.ts";
import type { Answer } from "../../widget/record/schema.ts";
import type { Driver } from "../answers/results.ts";
import { comparedFigureOf, differenceOf, figureOf, sizeOf } from "./comparable.ts";
import { comparableOf, noSides, type Sides, sideIn } from "./scoreGroups.ts";
import { SMALLEST_GROUP } from "./smallNumbers.ts";
import { type CountedRecord, isGiven } from "./tally.ts";

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
 * values than an owner could act on, such as order numbers.
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
      return found.sort((a, b) => (a.difference ?? 0) - (b.difference ?? 0)).slice(0, MAX_DRIVERS);
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

/** Something that is true of a record: an option that was chosen, a trait, a property of its trigger. */
export interface Trait {
  kind: "answer" | "trait" | "prop";
  /** Id of the question (`QUESTION.ROW` for a matrix), or the trait's or property's name. */
  name: string;
  /** Option or column id, or the value as text; `null` where the question was answered with nothing to compare. */
  value: string | null;
}

/** Answers that are choices. */
const CHOICES: readonly string[] = ["thumb", "option", "options", "cells"];

/**
 * All that is true of a record and could go with its score.
 *
 * @param besides - id of the question that is to be explained
 */
export function traitsOf({ record, asked }: CountedRecord, besides: string): Trait[] {
  const found: Trait[] = [];
  for (const [name, answer] of Object.entries(record.answers)) {
    const question = asked.get(name);
    if (!question || name === besides || !isGiven(answer, question)) continue;
    if (!CHOICES.includes(describeType(question.type).answer)) continue;
    if (question.type === "matrix") found.push(...cellsOf(name, answer));
    else for (const value of chosen(answer)) found.push({ kind: "answer", name, value });
  }
  for (const [name, value] of Object.entries(record.user?.traits ?? {}))
    if (value !== null) found.push({ kind: "trait", name, value: String(value) });
  for (const [name, value] of Object.entries(record.trigger.props ?? {}))
    if (value !== null) found.push({ kind: "prop", name, value: String(value) });
  return found;
}

function cellsOf(question: string, answer: Answer): Trait[] {
  if (typeof answer !== "object" || Array.isArray(answer)) return [];
  return Object.entries(answer).flatMap(([row, column]) =>
    column === "na" ? [] : [{ kind: "answer", name: `${question}.${row}`, value: String(column) }],
  );
}

function chosen(answer: Answer): (string | null)[] {
  if (typeof answer === "string") return [answer];
  if (Array.isArray(answer)) return answer.map((one) => (typeof one === "string" ? one : "other"));
  return typeof answer === "object" && "other" in answer ? ["other"] : [null];
}
