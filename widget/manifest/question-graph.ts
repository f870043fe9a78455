import { possibleAnswers } from "./possible-answers.ts";
import { outlookOf, SOMETHING, type Standpoint } from "./rule-outlook.ts";
import type { Question } from "./schema.ts";

/** Where all paths begin and end, among the indexes of questions. */
export const START = -2;
export const END = -1;

/** All that can follow on what, over-estimated where rules cannot be decided. */
export interface Ways {
  /** From `START` or a question to questions or `END`. */
  edges: ReadonlyMap<number, ReadonlySet<number>>;
  /** Questions that some path passed by, because their own rule cannot hold there. */
  refused: ReadonlySet<number>;
  /** Steps of `next` that can be taken. */
  taken: ReadonlySet<object>;
  /** By question, the options for which no step of `next` is. */
  uncovered: ReadonlyMap<number, readonly string[]>;
}

/** Finds all ways through some questions. */
export function findWays(questions: readonly Question[]): Ways {
  const everything = new Set(questions.map(({ id }) => id));
  let ways = waysGiven(questions, () => everything);
  for (;;) {
    // What cannot come before a rule cannot be answered there, which may make more rules impossible.
    const sooner = ways.edges;
    const next = waysGiven(
      questions,
      (index) =>
        new Set(questions.filter((_one, place) => reachedFrom(place, sooner).has(index)).map(({ id }) => id)),
    );
    if (countEdges(next.edges) === countEdges(sooner)) return next;
    ways = next;
  }
}

/** Everything that comes behind a place, by one step or more. */
export function reachedFrom(place: number, edges: Ways["edges"]): Set<number> {
  const reached = new Set(edges.get(place));
  for (const one of reached) for (const next of edges.get(one) ?? []) reached.add(next);
  return reached;
}

/** @param metBefore - ids of the questions that may be met before one */
function waysGiven(questions: readonly Question[], metBefore: (index: number) => ReadonlySet<string>): Ways {
  const edges = new Map<number, Set<number>>();
  const refused = new Set<number>();
  const taken = new Set<object>();
  const uncovered = new Map<number, string[]>();
  const known = new Map(questions.map((question) => [question.id, question]));

  const enter = (from: number, at: Standpoint, targets: Set<number>) => {
    for (let index = from; index < questions.length; index++) {
      const { holds, fails } = outlookOf(questions[index]?.when, at);
      (holds ? targets : refused).add(index);
      if (!fails) return;
    }
    targets.add(END);
  };
  const first = new Set<number>();
  enter(0, { questions: known, met: new Set(), given: new Map() }, first);
  edges.set(START, first);

  questions.forEach((question, index) => {
    const { id, next = [], type } = question;
    const targets = new Set<number>();
    const open: string[] = [];
    edges.set(index, targets);
    for (const answer of answersOf(question)) {
      const at = { questions: known, met: metBefore(index), given: new Map([[id, answer]]) };
      const outlooks = next.map(({ when }) => outlookOf(when, at));
      const decided = outlooks.findIndex(({ fails }) => !fails);
      next.forEach((step, place) => {
        if (!outlooks[place]?.holds || (decided >= 0 && place > decided)) return;
        taken.add(step);
        if (step.goto === "end") targets.add(END);
        else
          enter(
            questions.findIndex((one) => one.id === step.goto),
            at,
            targets,
          );
      });
      if (decided < 0) enter(index + 1, at, targets);
      if (typeof answer === "string" && outlooks.every(({ holds }) => !holds)) open.push(answer);
    }
    // One step alone is an exception to going on; several are a fork.
    if (type === "single" && next.length > 1) uncovered.set(index, open);
  });
  return { edges, refused, taken, uncovered };
}

/** What can be given to a question, a skip included. */
function answersOf(question: Question): readonly unknown[] {
  const known = possibleAnswers(question) ?? [SOMETHING];
  return question.required && question.type !== "note" ? known : [...known, undefined];
}

function countEdges(edges: Ways["edges"]): number {
  let count = 0;
  edges.forEach(({ size }) => {
    count += size;
  });
  return count;
}
