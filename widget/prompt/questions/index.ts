import type { FunctionComponent } from "preact";
import type { Question, QuestionType } from "../../manifest/schema.ts";
import type { PromptModel } from "../model.ts";
import { Ces } from "./ces.tsx";
import { Csat } from "./csat.tsx";
import { Note } from "./note.tsx";
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
}

/** One line for each type. */
export type Renderers = { readonly [Type in QuestionType]?: Renderer<Type> };

/** The types that the prompt can show: from the start those that most surveys consist of. */
let renderers: Renderers = {
  nps: { View: Nps, sentBy: "choice" },
  csat: { View: Csat, sentBy: "choice" },
  ces: { View: Ces, sentBy: "choice" },
  text: { View: FreeText, sentBy: "send" },
  note: { View: Note, sentBy: "next" },
};

/** What the piece with the other types holds. */
export interface MoreQuestions {
  MORE: Renderers;
  /** Their styles. */
  css: string;
}

/** Styles of the types that came with their own piece. */
export let moreCss = "";

/** Fetches the piece with the other types, once, if a survey asks them. */
export async function prepareQuestions(
  questions: readonly Question[],
  importQuestions: () => Promise<MoreQuestions>,
): Promise<void> {
  if (questions.every(rendererOf)) return;
  const { MORE, css } = await importQuestions();
  renderers = { ...renderers, ...MORE };
  moreCss = css;
}

/** The renderer of a question's own type. */
export function rendererOf({ type }: Question): Renderer<QuestionType> | undefined {
  return renderers[type] as Renderer<QuestionType> | undefined;
}
