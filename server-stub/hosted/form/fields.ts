import { html } from "hono/html";
import type { HtmlEscapedString } from "hono/utils/html";
import { isScored, type ScoreType } from "../../../widget/manifest/question-types.ts";
import type { Question, Text } from "../../../widget/manifest/schema.ts";
import type { PageWords } from "../words.ts";
import { plainChoices } from "./readAnswer.ts";

/** A piece of a page. */
export type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

/** What the fields of a question are drawn with. */
export interface FieldContext {
  words: PageWords;
  /** A text in the reader's language, filled in. */
  fill(text: Text | undefined): string;
  /** What was chosen or typed before, or stands in the address. */
  given: URLSearchParams;
}

type OfType<Type extends Question["type"]> = Extract<Question, { type: Type }>;

/** The fields of a question, as `readAnswer` reads them. */
export function renderFields(question: Question, context: FieldContext): Html {
  const { given, fill, words } = context;
  const typed = given.get("answer") ?? "";
  const isRequired = question.required ? "required" : "";
  if (isScored(question)) return renderScale(question, context);
  switch (question.type) {
    case "thumbs":
      return html`<div class="list">${choices(
        "radio",
        [
          ["up", words.thumbs.up],
          ["down", words.thumbs.down],
        ],
        given,
      )}</div>`;
    case "single":
    case "multi":
      return renderOptions(question, context);
    case "text": {
      const { maxLength = 2_000, long, placeholder } = question;
      const hint = fill(placeholder);
      return long === false
        ? html`<input name="answer" aria-labelledby="question" maxlength="${maxLength}" placeholder="${hint}" value="${typed}" ${isRequired}>`
        : html`<textarea name="answer" aria-labelledby="question" rows="4" maxlength="${maxLength}" placeholder="${hint}" ${isRequired}>${typed}</textarea>`;
    }
    case "number":
      return html`<input name="answer" aria-labelledby="question" inputmode="decimal" value="${typed}" ${isRequired}>`;
    case "date":
      return html`<input name="answer" aria-labelledby="question" type="date" min="${question.min ?? ""}" max="${question.max ?? ""}" value="${typed}" ${isRequired}>`;
    case "matrix":
      return renderMatrix(question, context);
    case "contact":
      return renderContact(question, context);
    case "consent":
      return html`<div class="list">${choices("checkbox", [["yes", fill(question.label) || words.agree]], given)}</div>`;
    case "ranking":
    case "note":
      return html`<p class="hint">${words.needsScript}</p>`;
  }
}

type Choice = readonly [value: string, label: string];

function choices(
  type: "radio" | "checkbox",
  all: readonly Choice[],
  given: URLSearchParams,
  name = "answer",
) {
  const chosen = given.getAll(name);
  return all.map(
    ([value, label]) =>
      html`<label class="choice"><input type="${type}" name="${name}" value="${value}" ${chosen.includes(value) ? "checked" : ""}><span>${label}</span></label>`,
  );
}

function renderScale(question: OfType<ScoreType>, { words, fill, given }: FieldContext): Html {
  const values = plainChoices(question) ?? [];
  const scores = values.filter((one) => one !== "na").map((one): Choice => [String(one), String(one)]);
  const na: Choice[] = values.includes("na") ? [["na", fill(question.na)]] : [];
  const [low = "", high = ""] = words.ends[question.type];
  const [least, greatest] = [fill(question.low) || low, fill(question.high) || high];
  const first = scores[0]?.[0];
  const last = scores[scores.length - 1]?.[0];
  return html`
    <div class="scale">${choices("radio", scores, given)}</div>
    ${least || greatest ? html`<p class="ends"><span>${first} ${least}</span><span>${last} ${greatest}</span></p>` : ""}
    ${na.length ? html`<div class="list">${choices("radio", na, given)}</div>` : ""}`;
}

function renderOptions(question: OfType<"single" | "multi">, { words, fill, given }: FieldContext): Html {
  const { options, other, look, type } = question;
  const all = options.map(({ id, label }): Choice => [`option ${id}`, fill(label)]);
  if (other) all.push(["other", (other !== true && fill(other)) || words.other]);
  const chosen = given.get("answer");
  const list =
    type === "single" && look === "dropdown"
      ? html`<select name="answer" aria-labelledby="question"><option value="">${words.choose}</option>${all.map(
          ([value, label]) =>
            html`<option value="${value}" ${value === chosen ? "selected" : ""}>${label}</option>`,
        )}</select>`
      : html`<div class="list">${choices(type === "single" ? "radio" : "checkbox", all, given)}</div>`;
  if (!other) return list;
  return html`${list}<label class="line"><span>${words.otherText}</span><input name="other" maxlength="2000" value="${given.get("other") ?? ""}"></label>`;
}

function renderMatrix({ rows, columns, na }: OfType<"matrix">, { fill, given }: FieldContext): Html {
  const all = columns.map(({ id, label }): Choice => [id, fill(label)]);
  if (na) all.push(["na", fill(na)]);
  return html`${rows.map(
    ({ id, label }) =>
      html`<fieldset class="row"><legend>${fill(label)}</legend>${choices("radio", all, given, `row ${id}`)}</fieldset>`,
  )}`;
}

const DETAILS = {
  name: { type: "text", autocomplete: "name" },
  email: { type: "email", autocomplete: "email" },
  phone: { type: "tel", autocomplete: "tel" },
} as const;

function renderContact(question: OfType<"contact">, { words, fill, given }: FieldContext): Html {
  const fields = [...new Set(question.fields ?? (["name", "email", "phone"] as const))];
  return html`${fields.map(
    (name) =>
      html`<label class="line"><span>${words.fields[name]}</span><input name="${name}" type="${DETAILS[name].type}" autocomplete="${DETAILS[name].autocomplete}" value="${given.get(name) ?? ""}"></label>`,
  )}<div class="list">${choices("checkbox", [["yes", fill(question.consent) || words.mayContact]], given)}</div>`;
}
