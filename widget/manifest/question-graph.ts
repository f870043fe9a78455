import { possibleAnswers } from "./possible-answers.ts";
import { ANY_ANSWER, type KnownAnswers, satisfiabilityOf } from "./satisfiability.ts";
import type { Question } from "./schema.ts";

/** Where all paths begin and end, among the indexes of questions. */
const START = -2;
export const END = -1;

/** Which question can follow on which, over-estimated where rules cannot be decided. */
export interface QuestionGraph {
  /** By index of a question that can be met, what can come next: indexes, or `END`. */
  next: ReadonlyMap<number, ReadonlySet<number>>;
  /** Questions that some path passed by, because their own rule cannot hold there. */
  refused: ReadonlySet<number>;
  /** Steps of `next` that can be taken. */
  taken: ReadonlySet<object>;
  /** By question, the options for which no step of `next` is. */
  uncovered: ReadonlyMap<number, readonly string[]>;
}

/**
 * Follows all paths through some questions at once. Each question is looked at again whenever more questions turn
 * out to come before it, since more answers can then be known to its rules.
 */
export function buildQuestionGraph(questions: readonly Question[]): QuestionGraph {
  const byId = new Map(questions.map((question) => [question.id, question]));
  const next = new Map<number, Set<number>>();
  const refused = new Set<number>();
  const taken = new Set<object>();
  const uncovered = new Map<number, string[]>();
  /** Ids of the questions that can have been met before one. */
  const metBefore = new Map([[START, new Set<string>()]]);
  const waiting = new Set([START]);

  /** What is met from an index on: the first question whose rule holds, or the end. */
  function enter(from: number, known: KnownAnswers): number[] {
    const entered: number[] = [];
    for (let index = from; index < questions.length; index++) {
      const { canHold, canFail } = satisfiabilityOf(questions[index]?.when, known);
      if (canHold) entered.push(index);
      else refused.add(index);
      if (!canFail) return entered;
    }
    return [...entered, END];
  }

  /** What can follow on a question. */
  function leave(index: number, question: Question, met: ReadonlySet<string>): number[] {
    const { id, next: steps = [], type } = question;
    const targets: number[] = [];
    const open: string[] = [];
    for (const answer of answersOf(question)) {
      const known = { questions: byId, met, given: new Map([[id, answer]]) };
      const rules = steps.map(({ when }) => satisfiabilityOf(when, known));
      const decided = rules.findIndex(({ canFail }) => !canFail);
      steps.forEach((step, place) => {
        if (!rules[place]?.canHold || (decided >= 0 && place > decided)) return;
        taken.add(step);
        const target = questions.findIndex(({ id: other }) => other === step.goto);
        targets.push(...(step.goto === "end" ? [END] : enter(target, known)));
      });
      if (decided < 0) targets.push(...enter(index + 1, known));
      if (typeof answer === "string" && rules.every(({ canHold }) => !canHold)) open.push(answer);
    }
    // One step alone is an exception to going on; several are a fork.
    if (type === "single" && steps.length > 1) uncovered.set(index, open);
    return targets;
  }

  for (const index of waiting) {
    waiting.delete(index);
    const question = questions[index];
    const met = metBefore.get(index) ?? new Set();
    const targets = question
      ? leave(index, question, met)
      : enter(0, { questions: byId, met, given: new Map() });
    next.set(index, new Set(targets));
    const passed = question ? [...met, question.id] : [];
    for (const target of new Set(targets)) {
      if (target === END) continue;
      const before = metBefore.get(target) ?? new Set();
      if (metBefore.has(target) && passed.every((id) => before.has(id))) continue;
      metBefore.set(target, new Set([...before, ...passed]));
      // A set that is being walked through gives what is added to it on the way, too.
      waiting.add(target);
    }
  }
  next.delete(START);
  return { next, refused, taken, uncovered };
}

/** What can be given to a question, a skip included. */
function answersOf(question: Question): readonly unknown[] {
  const known = possibleAnswers(question) ?? [ANY_ANSWER];
  return question.required && question.type !== "note" ? known : [...known, undefined];
}
