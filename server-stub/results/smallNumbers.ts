import type { Conditions } from "./dimension.ts";

/** Answers that a group, a step or a side of a comparison needs before its figures are told. */
export const SMALLEST_GROUP = 5;

/** Answers that a question needs before something is told of it. */
export interface LeastAnswers {
  figures: number;
  /** The texts themselves, which come with the other answers of their records. */
  texts: number;
}

/** Of a group or a step. */
export const OF_A_GROUP: LeastAnswers = { figures: SMALLEST_GROUP, texts: SMALLEST_GROUP };
/** Of all records, however few they are. */
export const OF_ALL: LeastAnswers = { figures: 0, texts: 0 };

/**
 * What a set of records needs: whatever a filter or a token's `where` narrows it to is a group like any other. Only
 * texts that are chosen by their tags are told: the tags stand beside each text as it is, while a branch or a trait
 * would say whose text it is.
 */
export function leastAnswers(conditions: readonly Conditions[]): LeastAnswers {
  const names = conditions.flatMap((condition) => [...condition.keys()]);
  return {
    figures: names.length ? SMALLEST_GROUP : 0,
    texts: names.some((name) => name !== "tag") ? SMALLEST_GROUP : 0,
  };
}

/** Figures of which each may be hidden. */
type MaybeHidden<Figures> = { [Name in keyof Figures]: Figures[Name] | null };

/**
 * Figures as they are told: of fewer than `least` answers every one is `null`, so that they tell of no single person.
 *
 * @param n - answers that the figures are of
 */
export function hideSmall<Figures extends object>(
  n: number,
  figures: Figures,
  least = SMALLEST_GROUP,
): MaybeHidden<Figures> {
  const told: MaybeHidden<Figures> = { ...figures };
  if (n < least) for (const name in told) told[name] = null;
  return told;
}
