import type { FunctionComponent } from "preact";
import type { PlainType } from "../../manifest/question-types.ts";
import type { Question, QuestionType } from "../../manifest/schema.ts";
import type { Answer } from "../../record/schema.ts";
import { lazyPieces } from "../lazy-pieces.ts";
import type { PromptModel } from "../model.ts";
import { Ces, Csat, Nps } from "./scores.tsx";
import { FreeText } from "./text.tsx";

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

/** The types that the first piece can show: those that most surveys consist of. */
const PLAIN: Renderers<PlainType> = {
  nps: { View: Nps, sentBy: "choice" },
  csat: { View: Csat, sentBy: "choice" },
  ces: { View: Ces, sentBy: "choice" },
  text: { View: FreeText, sentBy: "send" },
};

/** What the piece with the other types holds. */
export interface MoreQuestions {
  /** Of a plain type: how it is shown where it looks like stars. */
  MORE: Renderers<Exclude<QuestionType, PlainType> | "csat">;
  /** Their styles. */
  css: string;
}

/** The renderer of a question's own type, as far as its piece has been fetched. */
export function rendererOf(question: Question): Renderer<QuestionType> | undefined {
  type Known = Partial<Renderers<QuestionType>>;
  const { MORE = {} }: { MORE?: Known } = lazyPieces.questions || {};
  const plain: Known = "look" in question && question.look === "stars" ? {} : PLAIN;
  const found = plain[question.type] || MORE[question.type];
  return found as Renderer<QuestionType> | undefined;
}
