import type { FunctionComponent } from "preact";
import type { PlainType } from "../../manifest/question-types.ts";
import type { Question, QuestionType } from "../../manifest/schema.ts";
import type { Answer } from "../../record/schema.ts";
import type { PromptModel } from "../prompt-model.ts";

/** What every question component is given. */
export interface QuestionProps<Type extends QuestionType = QuestionType> {
  model: PromptModel;
  question: Extract<Question, { type: Type }>;
}

/**
 * What sends an answer: the choice itself (then a button only for who chose by arrow keys, and in large mode),
 * a Send button, or a Next button.
 */
export type SentBy = "choice" | "send" | "next";

/** How one type is shown. */
export interface Renderer<Type extends QuestionType> {
  View: FunctionComponent<QuestionProps<Type>>;
  sentBy: SentBy;
  /** Why an answer that is not empty cannot be taken, in words. */
  findFault?(question: Extract<Question, { type: Type }>, value: Answer, locale: string): string | undefined;
}

/** One line for each of some types. */
export type Renderers<Types extends QuestionType> = { readonly [Type in Types]: Renderer<Type> };

/** What the piece with the other types holds. */
export interface MoreQuestions {
  /** Of a plain type: how it is shown where it looks like stars. */
  MORE: Renderers<Exclude<QuestionType, PlainType> | "csat">;
  /** Their styles. */
  css: string;
}
