import type { Answer } from "../../record/schema.ts";
import { put } from "./draft.ts";
import { Field } from "./Field.tsx";
import { moreWordsOf, plainDigits } from "./language.ts";
import { Check, Choice } from "./options.tsx";
import type { QuestionProps } from "./renderer.ts";

type ContactQuestion = QuestionProps<"contact">["question"];
type Details = Record<string, string | boolean>;

const FIELDS = ["name", "email", "phone"] as const;
type FieldName = (typeof FIELDS)[number];

/** Longest address there is, by RFC 3696; names and numbers are shorter. */
const MAX_CHARACTERS = 254;
const KINDS = {
  name: { type: "text", autocomplete: "name" },
  email: { type: "email", autocomplete: "email", inputMode: "email" },
  phone: { type: "tel", autocomplete: "tel", inputMode: "tel" },
} as const;

/** Ways to be reached, and whether that is wanted. Nothing is ticked for the respondent. */
export function Contact({ model, question }: QuestionProps<"contact">) {
  const { chosen, fault, fill, locale } = model;
  const words = moreWordsOf(locale);
  const details = detailsIn(chosen.value);
  const change = (name: string, value: string | boolean) => {
    // What is there now: this rendering may be older than what another event has put.
    const next: Details = { consent: false, ...detailsIn(chosen.value), [name]: value };
    for (const field of FIELDS) if (!String(next[field] ?? "").trim()) delete next[field];
    put(model, Object.keys(next).length > 1 || next.consent ? next : undefined);
  };
  const consented = details.consent === true;
  return (
    <>
      {fieldsOf(question).map((name) => (
        // biome-ignore lint/a11y/noLabelWithoutControl: the field is in it
        <label class="line">
          <span>{words[name]}</span>
          <Field
            model={model}
            value={String(details[name] ?? "")}
            invalid={!!fault.value && !isPlausible(name, details)}
            most={MAX_CHARACTERS}
            attributes={{ ...KINDS[name], required: question.required }}
            type={(value) => change(name, value)}
          />
        </label>
      ))}
      <div class="list">
        <Check on={consented} toggle={() => change("consent", !consented)}>
          <Choice mark="square" label={fill(question.consent) || words.mayContact} />
        </Check>
      </div>
    </>
  );
}

/** Why contact details cannot be sent: only an address that cannot exist is refused. */
export function contactFault(question: ContactQuestion, value: Answer, locale: string) {
  const { badEmail, badPhone } = moreWordsOf(locale);
  const details = detailsIn(value);
  const reached = FIELDS.some((name) => details[name]);
  if (!isPlausible("email", details)) return badEmail;
  if (!isPlausible("phone", details)) return badPhone;
  // Consent alone is no answer where one is required.
  return question.required && !reached
    ? fieldsOf(question).includes("email")
      ? badEmail
      : badPhone
    : undefined;
}

function fieldsOf(question: ContactQuestion): readonly FieldName[] {
  return [...new Set(question.fields ?? FIELDS)];
}

function detailsIn(value: Answer | undefined): Details {
  return typeof value === "object" && !Array.isArray(value) ? value : {};
}

function isPlausible(name: FieldName, details: Details): boolean {
  const text = String(details[name] ?? "").trim();
  if (!text || name === "name") return true;
  return name === "email"
    ? /^[^\s@]+@[^\s@][^\s@.]*\.[^\s@]+$/.test(text)
    : plainDigits(text).replace(/\D/g, "").length > 4 && !/[@<>]/.test(text);
}

/** A box to tick; without a tick nothing is recorded. */
export function Consent({ model, question }: QuestionProps<"consent">) {
  const { chosen, fault, fill, locale } = model;
  const on = chosen.value === true;
  return (
    <div class="list">
      <Check on={on} invalid={!!fault.value} toggle={() => put(model, on ? undefined : true)}>
        <Choice mark="square" label={fill(question.label) || moreWordsOf(locale).agree} />
      </Check>
    </div>
  );
}
