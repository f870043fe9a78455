import { isScored, scaleOf } from "./question-types.ts";
import type { Question } from "./schema.ts";

/**
 * Answers that stand for all that can be given to a question, as far as equality tells them apart; `undefined`
 * where anything may be typed. A choice of several is represented by each option alone and by all together.
 */
export function possibleAnswers(question: Question): readonly unknown[] | undefined {
  if (isScored(question)) {
    const { from, to } = scaleOf(question);
    const scores = Array.from({ length: to - from + 1 }, (_, index) => from + index);
    return question.na === undefined ? scores : [...scores, "na"];
  }
  switch (question.type) {
    case "thumbs":
      return ["up", "down"];
    case "single":
      return [...idsOf(question.options), ...free(question)];
    case "multi": {
      const choices = [...idsOf(question.options), ...free(question)];
      return [...choices.map((choice) => [choice]), choices];
    }
    case "ranking":
      return [idsOf(question.options)];
    case "consent":
      return [true];
    case "note":
      return [];
    default:
      return undefined;
  }
}

/** The same of one row of a matrix. */
export function possibleCells(question: Extract<Question, { type: "matrix" }>): readonly string[] {
  return [...idsOf(question.columns), ...(question.na === undefined ? [] : ["na"])];
}

const idsOf = (items: readonly { id: string }[]) => items.map(({ id }) => id);

const free = ({ other }: { other?: unknown }) => (other ? [{ other: "" }] : []);
