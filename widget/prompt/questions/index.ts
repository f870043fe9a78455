import type { FunctionComponent } from "preact";
import type { Question, QuestionType } from "../../manifest/schema.ts";
import type { Answer } from "../../record/schema.ts";
import { lazyPieces } from "../lazy-pieces.ts";
import type { PromptModel } from "../model.ts";
import { Ces } from "./ces.tsx";
import { Csat } from "./csat.tsx";
import { Nps } from "./nps.tsx";
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

/** One line for each type. */
export type Renderers = { readonly [Type in QuestionType]?: Renderer<Type> };

/** The types that the prompt can show: from the start those that most surveys consist of. */
const renderers: Renderers = {
  nps: { View: Nps, sentBy: "choice" },
  csat: { View: Csat, sentBy: "choice" },
  ces: { View: Ces, sentBy: "choice" },
  text: { View: FreeText, sentBy: "send" },
};

/** What the piece with the other types holds. */
export interface MoreQuestions {
  MORE: Renderers;
  /** Of a csat that looks like stars. */
  STARS: Renderer<"csat">;
  /** Their styles. */
  css: string;
}

/** The renderer of a question's own type, as far as its piece has been fetched. */
export function rendererOf(question: Question): Renderer<QuestionType> | undefined {
  const { type } = question;
  const { MORE = {}, STARS }: Partial<MoreQuestions> = lazyPieces.questions || {};
  const found = type === "csat" && question.look === "stars" ? STARS : renderers[type] || MORE[type];
  return found as Renderer<QuestionType> | undefined;
}
