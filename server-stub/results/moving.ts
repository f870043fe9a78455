import type { Figures } from "../answers/results.ts";
import { comparedFigureOf, figureOf, intervalOf, joinComparables, sizeOf } from "./comparable.ts";
import type { QuestionKinds } from "./definitions.ts";
import { hideSmall } from "./smallNumbers.ts";
import type { Tally } from "./tally.ts";

/**
 * Adds to each question's figures its main figure over several steps. The answers of all steps are counted
 * together, so that a day with two answers weighs less than one with two hundred.
 *
 * @param window - the tallies of the steps
 */
export function addMoving(
  { questions: figures }: Figures,
  kinds: QuestionKinds,
  window: readonly Tally[],
): void {
  const comparables = window.map((tally) => tally.comparables());
  for (const [id, [question]] of kinds) {
    const name = question && comparedFigureOf(question);
    const ofQuestion = figures[id];
    if (!name || ofQuestion?.type !== question.type) continue;
    const joined = comparables
      .flatMap((ofStep) => ofStep.get(id) ?? [])
      .reduce<ReturnType<typeof joinComparables> | undefined>(
        (sum, one) => (sum ? joinComparables(sum, one) : one),
        undefined,
      );
    const n = joined ? sizeOf(joined) : 0;
    const told = { [name]: joined ? figureOf(joined) : null, ci95: joined ? intervalOf(joined) : null };
    ofQuestion.moving = { n, ...hideSmall(n, told) };
  }
}
