import type { Holds, RuleValues } from "../manifest/rule.ts";
import type { Question, Rule } from "../manifest/schema.ts";
import type { Answer, SurveyRecord } from "./schema.ts";

/** What the respondent did at each question they have passed; `undefined` is a skip or a note read. */
export type Given = ReadonlyMap<string, Answer | undefined>;

/** Where a respondent stands in a survey. */
export interface Walk {
  /** The ids of the questions met, in order; the last is still to be answered unless `done`. */
  path: string[];
  /** The answers to the questions on the path. */
  answers: Record<string, Answer>;
  /** Whether the path has come to the end. */
  done: boolean;
}

/**
 * Walks through a survey as far as the given answers lead.
 *
 * Rules see only what was answered earlier on the path, so a changed answer drops whatever it leads away from.
 * A question is met at most once: a `goto` to one already met goes on behind it, so no path is endless.
 *
 * @param questions - of the survey
 * @param given - by question id
 * @param holds - judges rules
 * @param values - traits and props for rules
 */
export function walk(
  questions: readonly Question[],
  given: Given,
  holds: Holds,
  values: RuleValues = {},
): Walk {
  const path: string[] = [];
  const answers: Record<string, Answer> = {};
  const open = (from: number) =>
    firstOf(
      questions.filter(({ id }, index) => index >= from && !path.includes(id)),
      holds,
      { ...values, answers },
    );
  let question = open(0);
  while (question) {
    const { id, next } = question;
    path.push(id);
    if (!given.has(id)) return { path, answers, done: false };
    const answer = given.get(id);
    if (answer !== undefined) answers[id] = answer;
    const jump = next && firstOf(next, holds, { ...values, answers });
    if (jump && jump.goto === "end") break;
    const target = jump ? jump.goto : id;
    question = open(questions.findIndex((one) => one.id === target) + (jump ? 0 : 1));
  }
  return { path, answers, done: true };
}

/** The first of some things whose rule holds, if they have one. */
export function firstOf<Thing extends { when?: Rule | undefined }>(
  things: readonly Thing[],
  holds: Holds,
  values: RuleValues,
): Thing | undefined {
  return things.find(({ when }) => !when || holds(when, values));
}

/** What a walk means for the record: complete at its end, partial with an answer, otherwise only shown. */
export function changeOf({ path, answers, done }: Walk): Pick<SurveyRecord, "state" | "path" | "answers"> {
  return { state: done ? "complete" : Object.keys(answers).length ? "partial" : "shown", path, answers };
}

/** Whether a value is no answer: nothing, a blank text, an empty list or object. */
export function isBlank(value: Answer | undefined): boolean {
  if (value === undefined) return true;
  if (typeof value === "string") return !value.trim();
  // Keys of arrays are asked of no page: libraries add some.
  return typeof value === "object" && !(Array.isArray(value) ? value : Object.keys(value)).length;
}
