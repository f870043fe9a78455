import { possibleAnswers, possibleCells } from "./possible-answers.ts";
import { answerAt } from "./rule.ts";
import { passesTest } from "./rule-with-patterns.ts";
import type { Question, Rule, Test } from "./schema.ts";

/** Whether a rule can hold, and whether it can fail. */
interface Satisfiability {
  canHold: boolean;
  canFail: boolean;
}

/** What is known of the answers where a rule is judged. */
export interface KnownAnswers {
  /** By id. */
  questions: ReadonlyMap<string, Question>;
  /** The questions that may have been met by then; all others are not answered. */
  met: ReadonlySet<string>;
  /** Answers taken for granted, by question; `undefined` for one that was skipped. */
  given: ReadonlyMap<string, unknown>;
}

/** Stands for an answer that may be anything. */
export const ANY_ANSWER: unique symbol = Symbol("any answer");

const UNDECIDED: Satisfiability = { canHold: true, canFail: true };

/**
 * The satisfiability of a rule, each of its tests judged by itself: what is said to be impossible is impossible, what
 * is said to be possible may still contradict another test.
 */
export function satisfiabilityOf(rule: Rule | undefined, known: KnownAnswers): Satisfiability {
  if (!rule) return { canHold: true, canFail: false };
  if ("all" in rule) {
    const parts = rule.all.map((part) => satisfiabilityOf(part, known));
    return { canHold: parts.every(({ canHold }) => canHold), canFail: parts.some(({ canFail }) => canFail) };
  }
  if ("any" in rule) {
    const parts = rule.any.map((part) => satisfiabilityOf(part, known));
    return { canHold: parts.some(({ canHold }) => canHold), canFail: parts.every(({ canFail }) => canFail) };
  }
  if ("answer" in rule) {
    const { answer, ...test } = rule;
    const values = valuesAt(answer, known);
    if (!values) return UNDECIDED;
    const results = values.map((value) => passesTest(value, test as Test));
    return { canHold: results.includes(true), canFail: results.includes(false) };
  }
  if ("trait" in rule || "prop" in rule) return UNDECIDED;
  const { canHold, canFail } = satisfiabilityOf(rule.not, known);
  return { canHold: canFail, canFail: canHold };
}

/** All values that a path such as `score` or `advisers.attitude` may lead to; nothing if they cannot be counted. */
function valuesAt(path: string, { questions, met, given }: KnownAnswers): readonly unknown[] | undefined {
  const dot = path.indexOf(".");
  const id = dot < 0 ? path : path.slice(0, dot);
  const value = given.get(id);
  if (given.has(id) && value !== ANY_ANSWER) return [answerAt({ [id]: value }, path)];
  const question = questions.get(id);
  if (!question || !(met.has(id) || given.has(id))) return [undefined];
  const values =
    question.type === "matrix" ? (dot < 0 ? undefined : possibleCells(question)) : possibleAnswers(question);
  return values && [undefined, ...values];
}
