import { type Problem, printPath, printValue } from "./problem.ts";
import { outlookOf } from "./rule-outlook.ts";
import type { Survey } from "./schema.ts";
import { END, findWays, reachedFrom, START, type Ways } from "./ways.ts";

/** What is odd about the ways through a survey. */
export interface ReachabilityCheck {
  /** Surely no owner's intent: no way to the end; a question, a step or an ending that nobody comes to. */
  faults: Problem[];
  /** Perhaps meant so: a question that forks by its options, but not for these. */
  notes: Problem[];
}

/**
 * Walks all ways through a survey at once and finds those that lead nowhere.
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
  const say = (list: Problem[], path: readonly PropertyKey[], value: unknown, expected: string) =>
    list.push({ path: printPath([...at, ...path]), found: printValue(value), expected });
  const ways = findWays(questions);
  const reached = reachedFrom(START, ways.edges);

  questions.forEach(({ id, when, next = [] }, index) => {
    const path = ["questions", index];
    if (!reached.has(index)) {
      if (ways.refused.has(index)) say(faults, [...path, "when"], when, "a rule that can hold at this point");
      else say(faults, [...path, "id"], id, "a question that some answers lead to; none do");
      return;
    }
    next.forEach((step, place) => {
      if (!ways.taken.has(step)) say(faults, [...path, "next", place], step, "a step that some answer takes");
    });
    const open = ways.uncovered.get(index) ?? [];
    if (open.length)
      say(notes, [...path, "next"], open, "a step for these options too, or one without a rule");
  });

  const stuck = questions.findIndex(
    (_question, index) => reached.has(index) && !reachedFrom(index, ways.edges).has(END),
  );
  if (stuck >= 0)
    say(
      faults,
      ["questions", stuck, "next"],
      circleFrom(stuck, ways, survey),
      "a way to the end, not a circle",
    );

  const met = new Set(questions.filter((_question, index) => reached.has(index)).map(({ id }) => id));
  const known = new Map(questions.map((question) => [question.id, question]));
  let isDecided = false;
  endings.forEach(({ when, title }, index) => {
    const { holds, fails } = outlookOf(when, { questions: known, met, given: new Map() });
    if (!holds) say(faults, ["endings", index, "when"], when, "a rule that can hold at the end");
    else if (isDecided) say(faults, ["endings", index], title, "an ending above the one without a rule");
    isDecided ||= !fails;
  });
  return { faults, notes };
}

/** The ids of the questions met from one on, until one comes again. */
function circleFrom(index: number, { edges }: Ways, { questions }: Survey): string {
  const met = [index];
  for (;;) {
    const [next] = edges.get(met[met.length - 1] ?? index) ?? [];
    if (next === undefined) break;
    const isAgain = met.includes(next);
    met.push(next);
    if (isAgain) break;
  }
  return met.map((one) => questions[one]?.id).join(" → ");
}
