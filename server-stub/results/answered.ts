import { describeType } from "../../widget/manifest/question-types.ts";
import type { Question } from "../../widget/manifest/schema.ts";
import type { Answer } from "../../widget/record/schema.ts";

/** Whether this is an answer that counts: something was said, and not that the question does not apply. */
export function isGiven(answer: Answer, question: Question | undefined): boolean {
  // "Not applicable", unless the type has no such answer: there it is a text or an id like any other.
  if (answer === "na") return question !== undefined && !describeType(question.type).na;
  if (typeof answer === "string") return answer.trim() !== "";
  if (Array.isArray(answer)) return answer.length > 0;
  if (typeof answer !== "object") return true;
  const parts = Object.values(answer);
  return question?.type === "matrix" ? parts.some((part) => part !== "na") : parts.length > 0;
}

/** Whether a record counts as answered: any question but `note` and `consent` has an answer that counts. */
export function isAnswered(
  answers: Readonly<Record<string, Answer>>,
  asked: ReadonlyMap<string, Question>,
): boolean {
  return Object.entries(answers).some(([id, answer]) => {
    const question = asked.get(id);
    return question?.type !== "note" && question?.type !== "consent" && isGiven(answer, question);
  });
}
