import { possibleAnswers, possibleCells } from "./possible-answers.ts";
import { answerAt, passesTest } from "./rule.ts";
import type { Question, Rule, Test } from "./schema.ts";

/** What can become of a rule: whether it can hold and whether it can fail. */
export interface Outlook {
  holds: boolean;
  fails: boolean;
}

/** What is known where a rule is judged. */
export interface Standpoint {
  /** By id. */
  questions: ReadonlyMap<string, Question>;
  /** The questions that may have been met by then; all others are not answered. */
  met: ReadonlySet<string>;
  /** Answers taken for granted, by question; `undefined` for one that was skipped. */
  given: ReadonlyMap<string, unknown>;
}

const EITHER: Outlook = { holds: true, fails: true };

/**
 * The outlook of a rule, each of its tests judged by itself: what is said to be impossible is impossible, what is
 * said to be possible may still contradict another test.
 */
export function outlookOf(rule: Rule | undefined, standpoint: Standpoint): Outlook {
  if (!rule) return { holds: true, fails: false };
  const all = (rules: readonly Rule[]) => rules.map((one) => outlookOf(one, standpoint));
  if ("all" in rule) {
    const parts = all(rule.all);
    return { holds: parts.every(({ holds }) => holds), fails: parts.some(({ fails }) => fails) };
  }
  if ("any" in rule) {
    const parts = all(rule.any);
    return { holds: parts.some(({ holds }) => holds), fails: parts.every(({ fails }) => fails) };
  }
  if ("answer" in rule) {
    const { answer, ...test } = rule;
    const values = valuesAt(answer, standpoint);
    if (!values) return EITHER;
    const results = values.map((value) => passesTest(value, test as Test));
    return { holds: results.includes(true), fails: results.includes(false) };
  }
  if ("trait" in rule || "prop" in rule) return EITHER;
  const { holds, fails } = outlookOf(rule.not, standpoint);
  return { holds: fails, fails: holds };
}

/** All values that a path such as `score` or `advisers.attitude` may lead to; nothing if they are not countable. */
function valuesAt(path: string, { questions, met, given }: Standpoint): readonly unknown[] | undefined {
  const dot = path.indexOf(".");
  const id = dot < 0 ? path : path.slice(0, dot);
  const value = given.get(id);
  if (given.has(id) && value !== SOMETHING) return [answerAt({ [id]: value }, path)];
  const question = questions.get(id);
  if (!question || !(met.has(id) || given.has(id))) return [undefined];
  const known =
    question.type === "matrix" ? (dot < 0 ? undefined : possibleCells(question)) : possibleAnswers(question);
  return known && [undefined, ...known];
}

/** Stands for an answer that may be anything. */
export const SOMETHING: unique symbol = Symbol("an answer");
