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

interface Renderer<Type extends QuestionType> {
  View: FunctionComponent<QuestionProps<Type>>;
  sentBy: SentBy;
}

/** One line for each type that this prompt can show. */
export const RENDERERS: { readonly [Type in QuestionType]?: Renderer<Type> } = {
  nps: { View: Nps, sentBy: "choice" },
  csat: { View: Csat, sentBy: "choice" },
  ces: { View: Ces, sentBy: "choice" },
  text: { View: FreeText, sentBy: "send" },
  note: { View: Note, sentBy: "next" },
};

/** The renderer of a question's own type. */
export function rendererOf({ type }: Question): Renderer<QuestionType> | undefined {
  return RENDERERS[type] as Renderer<QuestionType> | undefined;
}
