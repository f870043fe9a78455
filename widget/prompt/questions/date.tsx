import type { Answer } from "../../record/schema.ts";
import { put } from "./draft.ts";
import { formatDate, moreWordsOf } from "./language.ts";
import type { QuestionProps } from "./renderer.ts";

/** A day by the platform's own picker; in engines without one it is typed as `YYYY-MM-DD`. */
export function DateField({ model, question }: QuestionProps<"date">) {
  const { chosen, fault } = model;
  const { min, max } = question;
  const invalid = !!fault.value;
  const value = String(chosen.value || "");
  return (
    <input
      class="day"
      part="input"
      type="date"
      min={min}
      max={max}
      placeholder="YYYY-MM-DD"
      aria-labelledby="t"
      aria-describedby={invalid ? "err" : undefined}
      aria-invalid={invalid}
      // Half a date is no value to the platform, and setting none would erase what is typed.
      {...(value === HALF ? {} : { value })}
      onInput={({ currentTarget }) =>
        put(model, currentTarget.value || (currentTarget.validity.badInput ? HALF : undefined))
      }
      onKeyDown={({ key, repeat }) => {
        if (key === "Enter" && !repeat) model.send();
      }}
    />
  );
}

/** Stands for a date that is not typed to its end. */
const HALF = "-";

/** Why a date cannot be sent. */
export function dateFault({ min, max }: QuestionProps<"date">["question"], value: Answer, locale: string) {
  const { badDate, notBefore, notAfter } = moreWordsOf(locale);
  if (typeof value !== "string" || !/^\d{4}-\d\d-\d\d$/.test(value) || Number.isNaN(Date.parse(value)))
    return badDate;
  if (min !== undefined && value < min) return notBefore(formatDate(min, locale));
  return max !== undefined && value > max ? notAfter(formatDate(max, locale)) : undefined;
}
