import type { ReadonlySignal, Signal } from "@preact/signals-core";
import type { Ending, Question, Text } from "../manifest/schema.ts";
import type { Answer } from "../record/schema.ts";
import type { DeliveryStatus } from "./context.ts";
import type { Words } from "./words/index.ts";

/** One open prompt: what components read, and what the respondent can do. */
export interface PromptModel {
  /** In the respondent's language, which may change while the prompt is open. */
  readonly words: Words;
  /** The language asked for, BCP 47. */
  readonly locale: string;
  /** The question on show; none at the ending. */
  question: ReadonlySignal<Question | undefined>;
  /** What is selected or typed at this question, sent or not. */
  chosen: Signal<Answer | undefined>;
  /** Why what was sent cannot be taken, in words; empty while nothing is wrong. */
  fault: Signal<string>;
  /** Whether an answer is being kept, `true` for a tapped one; further ones are ignored meanwhile. */
  busy: ReadonlySignal<boolean | "sending">;
  /** Whether keeping it takes long enough to say so. */
  slow: ReadonlySignal<boolean>;
  delivery: Signal<DeliveryStatus>;
  /** Whether text is so large that targets grow and a score needs Send. */
  large: Signal<boolean>;
  /** CSS pixels that the question has in width. */
  width: Signal<number>;
  /**
   * The step, from 1, and the most steps there can be: a count that shrinks is kinder than one that grows.
   */
  progress(): { step: number; of: number };
  /** Bytes of JSON that the answer to this question may take, for its record to be accepted. */
  room(): number;
  /** Whether the question may be passed without an answer, by which one that was given is taken back. */
  canSkip(question: Question): boolean;
  canSnooze(): boolean;
  /** A text in the respondent's language, filled in. */
  fill(text: Text | undefined): string;
  /** An address filled in, or `undefined` if it is not one to open. */
  link(url: string | undefined): string | undefined;
  /** What is said at the end; the built-in words if the survey says nothing. */
  ending(): Ending | undefined;
  /** Makes the record: the prompt is on the page. */
  begin(): void;
  /** Takes a choice that is an answer by itself; in large mode it waits for Send. */
  choose(value: Answer): void;
  /** Keeps an answer and goes on; nothing, a blank text, an empty list or object skips. */
  answer(value?: Answer, dwell?: boolean): Promise<void>;
  /** Answers with what is chosen. */
  send(): void;
  back(): void;
  /** Goes back from the ending to the first question. */
  change(): void;
  snooze(): void;
  dismiss(): void;
  /** Goes on in another language, whose words have been fetched. */
  translate(locale: string): void;
}
