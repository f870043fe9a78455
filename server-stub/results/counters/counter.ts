import type { Answer } from "../../../widget/record/schema.ts";
import type { Interval, NpsCounts, ShareCounts } from "../intervals.ts";

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
  figures(least: number): Record<string, unknown>;
  /** What the question's main figure is compared by, where it has one. */
  comparable?(): Comparable;
}

/** The difference of a main figure to the period before. */
export interface Difference {
  difference: number | null;
  ci95: Interval | null;
  /** What the interval says: it lies above or below nothing, or the difference may be chance. */
  change: "up" | "down" | "chance" | null;
}
