import { describeType } from "../../widget/manifest/question-types.ts";
import type { Question } from "../../widget/manifest/schema.ts";
import type { Answer } from "../../widget/record/schema.ts";
import type { Figures, Rates } from "../answers/results.ts";
import type { Comparable, Counter } from "./counters/counter.ts";
import { counterFor } from "./counters/counterFor.ts";
import { isSameKind, type QuestionKinds } from "./definitions.ts";
import type { DimensionedRecord } from "./dimension.ts";
import { hideSmall, type LeastAnswers, OF_ALL } from "./smallNumbers.ts";

/** A record as results see it. */
export interface CountedRecord {
  record: DimensionedRecord;
  /** Corrected time of showing, ISO 8601, UTC. */
  shownAt: string;
  /** The questions as its respondent met them. */
  asked: ReadonlyMap<string, Question>;
  /** Whether it counts as answered; several tallies count the same record. */
  answered: boolean;
}

/** Counts records as they come. */
export interface Tally {
  add(counted: CountedRecord): void;
  /**
   * The figures as they stand.
   *
   * @param least - questions with fewer answers carry their `n` and `null` figures, so that no single person is recognised.
   * Default: none
   */
  figures(least?: LeastAnswers): Figures;
  rates(): Rates;
  /** What questions are compared by, as they are asked now. */
  comparables(): Map<string, Comparable>;
}

/** What is known of a question of one kind. */
interface Counting {
  question: Question;
  asked: number;
  n: number;
  counter: Counter;
}

/** A tally over the questions of a survey; each kind of a question is counted by itself. */
export function createTally(kinds: QuestionKinds): Tally {
  const totals = { shown: 0, answered: 0, completed: 0, dismissed: 0, snoozed: 0 };
  let answeredToTheEnd = 0;
  const counted = new Map(
    [...kinds].map(([id, questions]): [string, Counting[]] => [
      id,
      questions.map((question) => ({ question, asked: 0, n: 0, counter: counterFor(question) })),
    ]),
  );
  return {
    add({ record, shownAt, asked, answered }) {
      totals.shown += 1;
      if (answered) totals.answered += 1;
      if (record.state === "complete") totals.completed += 1;
      if (answered && record.state === "complete") answeredToTheEnd += 1;
      if (record.state === "dismissed") totals.dismissed += 1;
      if (record.state === "snoozed") totals.snoozed += 1;
      for (const [id, ofKinds] of counted) {
        const question = asked.get(id);
        const tally = question && ofKinds.find((kind) => isSameKind(kind.question, question));
        if (!tally) continue;
        const answer = Object.hasOwn(record.answers, id) ? record.answers[id] : undefined;
        if (answer !== undefined || record.path.includes(id)) tally.asked += 1;
        if (answer === undefined || !isGiven(answer, question)) continue;
        const context = {
          record: record.id,
          at: shownAt,
          answers: record.answers,
          tags: record.tags ?? [],
        };
        if (tally.counter.add(answer, context)) tally.n += 1;
      }
    },
    figures: (least = OF_ALL) => ({
      ...totals,
      questions: Object.fromEntries(
        [...counted].flatMap(([id, ofKinds]) => {
          const met = ofKinds.find(({ asked }) => asked > 0) ?? ofKinds[0];
          if (!met) return [];
          const { question, asked, n, counter } = met;
          const needed = question.type === "text" ? least.texts : least.figures;
          const told = hideSmall(n, counter.figures(least.figures), needed);
          return [[id, { type: question.type, asked, n, ...told }]];
        }),
      ),
    }),
    rates: () => ({
      responseRate: totals.shown ? totals.answered / totals.shown : null,
      completionRate: totals.answered ? answeredToTheEnd / totals.answered : null,
    }),
    comparables() {
      const found = new Map<string, Comparable>();
      for (const [id, [newest]] of counted) {
        const comparable = newest?.counter.comparable?.();
        if (comparable) found.set(id, comparable);
      }
      return found;
    },
  };
}

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
