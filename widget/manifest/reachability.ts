import { type Problem, problemAt } from "./problem.ts";
import { buildQuestionGraph, END, type QuestionGraph } from "./question-graph.ts";
import { satisfiabilityOf } from "./satisfiability.ts";
import type { Survey } from "./schema.ts";

/** What is odd about the paths through a survey. */
export interface ReachabilityCheck {
  /** Surely no owner's intent: no way to the end; a question, a step or an ending that no answers lead to. */
  faults: Problem[];
  /** Perhaps meant so: a question that forks by its options, but not for these. */
  notes: Problem[];
}

/**
 * Finds the paths through a survey that lead nowhere.
 *
 * A respondent is never caught even so: a question is met at most once, and a `goto` to one that was met goes on
 * behind it. But what the owner meant cannot happen. Rules on traits, props and typed answers count as undecided.
 *
 * @param survey - that has passed the check
 * @param at - its path in the manifest
 */
export function checkReachability(survey: Survey, at: readonly PropertyKey[]): ReachabilityCheck {
  const { questions, endings = [] } = survey;
  const faults: Problem[] = [];
  const notes: Problem[] = [];
  const addFault = (path: readonly PropertyKey[], value: unknown, expected: string) =>
    void faults.push(problemAt([...at, ...path], value, expected));
  const graph = buildQuestionGraph(questions);

  questions.forEach(({ id, when, next = [] }, index) => {
    const path = ["questions", index];
    if (!graph.next.has(index)) {
      if (graph.refused.has(index)) addFault([...path, "when"], when, "a rule that can hold at this point");
      else addFault([...path, "id"], id, "a question that some answers lead to; none do");
      return;
    }
    next.forEach((step, place) => {
      if (!graph.taken.has(step)) addFault([...path, "next", place], step, "a step that some answer takes");
    });
    const open = graph.uncovered.get(index) ?? [];
    if (open.length)
      notes.push(
        problemAt([...at, ...path, "next"], open, "a step for these options too, or one without a rule"),
      );
  });

  const stuck = questions.findIndex((_question, index) => graph.next.has(index) && !endsFrom(index, graph));
  if (stuck >= 0)
    addFault(
      ["questions", stuck, "next"],
      circleFrom(stuck, graph, survey),
      "a way to the end, not a circle",
    );

  const met = new Set(questions.filter((_question, index) => graph.next.has(index)).map(({ id }) => id));
  const byId = new Map(questions.map((question) => [question.id, question]));
  let isDecided = false;
  endings.forEach(({ when, title }, index) => {
    const rule = satisfiabilityOf(when, { questions: byId, met, given: new Map() });
    if (!rule.canHold) addFault(["endings", index, "when"], when, "a rule that can hold at the end");
    else if (isDecided) addFault(["endings", index], title, "an ending above the one without a rule");
    isDecided ||= !rule.canFail;
  });
  return { faults, notes };
}

/** Whether some path leads from a question to the end. */
function endsFrom(index: number, { next }: QuestionGraph): boolean {
  const reached = new Set(next.get(index));
  for (const passed of reached) for (const target of next.get(passed) ?? []) reached.add(target);
  return reached.has(END);
}

/** The ids of the questions met from one on, until one comes again. */
function circleFrom(index: number, { next }: QuestionGraph, { questions }: Survey): string {
  const met = [index];
  for (;;) {
    const [target] = next.get(met[met.length - 1] ?? index) ?? [];
    if (target === undefined) break;
    const isAgain = met.includes(target);
    met.push(target);
    if (isAgain) break;
  }
  return met.map((place) => questions[place]?.id).join(" → ");
}
