import type { Answer } from "../../record/schema.ts";
import type { PromptModel } from "../model.ts";
import { moreWordsOf } from "./moreWords.ts";
import type { ChoiceQuestion } from "./options.ts";

/** The text of a free answer; nothing for any other. */
export function freeText(value: Answer | undefined): string | undefined {
  if (typeof value !== "object" || Array.isArray(value)) return undefined;
  const { other } = value;
  return typeof other === "string" ? other : undefined;
}

/** What the free answer is called. */
export function labelOfOther(model: PromptModel, { other }: ChoiceQuestion): string {
  return typeof other === "boolean" || !other ? moreWordsOf(model.locale).other : model.fill(other);
}
