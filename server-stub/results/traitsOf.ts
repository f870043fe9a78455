import { describeType } from "../../widget/manifest/question-types.ts";
import type { Answer } from "../../widget/record/schema.ts";
import { isGiven } from "./answered.ts";
import type { CountedRecord } from "./tally.ts";

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
