import type { Question } from "./schema.ts";

/** The greatest score of a rating that names none. */
const RATING_MAX = 5;

/**
 * Answers that stand for all that can be given to a question, as far as equality tells them apart; `undefined`
 * where anything may be typed. A choice of several is represented by each option alone and by all together.
 */
export function possibleAnswers(question: Question): readonly unknown[] | undefined {
  const na = "na" in question && question.na !== undefined ? ["na"] : [];
  switch (question.type) {
    case "nps":
      return [...range(0, 10), ...na];
    case "csat":
      return [...range(1, 5), ...na];
    case "ces":
      return [...range(1, 7), ...na];
    case "rating":
      return [...range(1, question.max ?? RATING_MAX), ...na];
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

const range = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index);
