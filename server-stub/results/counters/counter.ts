import type { Answer } from "../../../widget/record/schema.ts";
import type { TypeFigures } from "../../answers/results.ts";
import type { NpsCounts, ShareCounts } from "../intervals.ts";

/** Where an answer stands. */
export interface AnswerContext {
  record: string;
  /** When it was shown, corrected. */
  at: string;
  /** All answers of the record. */
  answers: Readonly<Record<string, Answer>>;
  /** What people or a classifier called it. */
  tags: readonly string[];
}

/** What two periods are compared by. */
export type Comparable = { nps: NpsCounts } | { share: ShareCounts };

/** Counts the answers to one question. */
export interface Counter {
  /**
   * Counts an answer.
   *
   * @returns false for what is no answer to this question, which then is outside every figure
   */
  add(answer: Answer, context: AnswerContext): boolean;
  /**
   * The figures as they stand.
   *
   * @param least - parts with an `n` of their own and fewer answers hide their figures
   */
  figures(least: number): TypeFigures;
  /** What the question's main figure is compared by, where it has one. */
  comparable?(): Comparable;
}
