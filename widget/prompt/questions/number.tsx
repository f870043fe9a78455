import type { Answer } from "../../record/schema.ts";
import { put, remembering } from "./draft.ts";
import { Field } from "./Field.tsx";
import { formatNumber, moreWordsOf, parseNumber } from "./language.ts";
import type { QuestionProps } from "./renderer.ts";

/** More than any number that is meant. */
const MAX_CHARACTERS = 40;

/** What was typed, since `1,50` is more to who typed it than 1.5. */
const typedOf = remembering((_question: QuestionProps<"number">["question"]) => ({ text: "" }));

/** A number, typed as it is written where the respondent lives. */
export function NumberField({ model, question }: QuestionProps<"number">) {
  const { chosen, fault, locale } = model;
  const typed = typedOf(model, question);
  const isTyped = chosen.value === (parseNumber(typed.text, locale) ?? typed.text);
  if (!isTyped) typed.text = typeof chosen.value === "number" ? formatNumber(chosen.value, locale) : "";
  return (
    <Field
      model={model}
      value={typed.text}
      name="t"
      invalid={!!fault.value}
      most={MAX_CHARACTERS}
      // Keypads for numbers have no minus.
      attributes={{
        class: "single",
        inputMode: (question.min ?? 0) < 0 ? "text" : "decimal",
        autocomplete: "off",
      }}
      type={(text) => {
        typed.text = text;
        put(model, parseNumber(text, locale) ?? text);
      }}
    />
  );
}

/** Why a number cannot be sent. */
export function numberFault(
  { min, max }: QuestionProps<"number">["question"],
  value: Answer,
  locale: string,
) {
  const { badNumber, atLeast, atMost } = moreWordsOf(locale);
  if (typeof value !== "number") return badNumber;
  if (min !== undefined && value < min) return atLeast(formatNumber(min, locale));
  return max !== undefined && value > max ? atMost(formatNumber(max, locale)) : undefined;
}
