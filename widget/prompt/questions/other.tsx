import type { Answer } from "../../record/schema.ts";
import type { PromptModel } from "../prompt-model.ts";
import { Field } from "./Field.tsx";
import { moreWordsOf } from "./language.ts";
import type { ChoiceQuestion } from "./options.tsx";

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

/** The most characters of a free answer beside options. */
const MAX_CHARACTERS = 500;

interface Props {
  model: PromptModel;
  text: string;
  type(text: string): void;
}

/** Where the text of "Other" is typed. */
export function OtherField({ model, text, type }: Props) {
  const { otherText } = moreWordsOf(model.locale);
  return (
    <Field
      model={model}
      value={text}
      label={otherText}
      placeholder={otherText}
      invalid={false}
      most={MAX_CHARACTERS}
      attributes={{ class: "free" }}
      type={type}
    />
  );
}

/** Puts the focus into the field of "Other", once it is there. */
export function enterOther(option: Element): void {
  const group = option.parentElement;
  // Rendering is a microtask that has been asked for already.
  void Promise.resolve().then(() => {
    const field = group?.nextElementSibling;
    if (field instanceof HTMLInputElement) field.focus();
  });
}
