import { html } from "hono/html";
import { possibleAnswers } from "../../../widget/manifest/possible-answers.ts";
import { describeType, isScored, type ScoreType } from "../../../widget/manifest/question-types.ts";
import type { Question } from "../../../widget/manifest/schema.ts";
import type { Answer } from "../../../widget/record/schema.ts";
import { isRealDay } from "../../results/zone.ts";
import type { Html } from "../frame.ts";
import type { Reader } from "../person.ts";
import type { PageWords } from "../words.ts";

/** What a question is asked with. */
export interface Asking extends Pick<Reader, "words" | "fill"> {
  /** What was chosen or typed in the form, or stands in the address. */
  given: URLSearchParams;
}

/** What a form says: an answer, or why it is none. */
type Reading = { answer: Answer } | { fault: string };

type OfType<Type extends Question["type"]> = Extract<Question, { type: Type }>;

const MAX_TEXT = 2_000;

/** Whether a plain form asks questions of this type: those that one field answers. */
export function isAskable({ type }: Question): boolean {
  return !["cells", "order", "contact", "nothing"].includes(describeType(type).answer);
}

/** One of the answers to a question, as a radio or a box to tick. */
interface Choice {
  /** What the form sends for it. */
  value: string;
  label: string;
  answer: string | number | true | { other: string };
}

/** The choices of a question, in the order in which they are shown; none where the answer is typed. */
function choicesOf(question: Question, { words, fill, given }: Asking): Choice[] {
  if (isScored(question))
    return (possibleAnswers(question) ?? [])
      .filter((answer) => typeof answer === "string" || typeof answer === "number")
      .map((answer) => ({
        value: String(answer),
        label: answer === "na" ? fill(question.na) : String(answer),
        answer,
      }));
  switch (question.type) {
    case "thumbs":
      return (["up", "down"] as const).map((answer) => ({
        value: answer,
        label: words.thumbs[answer],
        answer,
      }));
    case "single":
    case "multi": {
      const { options, other } = question;
      const choices = options.map(
        // An option may be called "other", too.
        ({ id, label }): Choice => ({ value: `option ${id}`, label: fill(label), answer: id }),
      );
      const label = (other !== true && fill(other || undefined)) || words.other;
      const text = given.get("other")?.trim() ?? "";
      return other ? [...choices, { value: "other", label, answer: { other: text } }] : choices;
    }
    case "consent":
      return [{ value: "yes", label: fill(question.label) || words.agree, answer: true }];
    default:
      return [];
  }
}

/** Place of the choice that `score=` in the address selects: of a scale or of thumbs; nothing where it names none. */
export function findPreselected(
  question: Question,
  reader: Pick<Reader, "words" | "fill">,
  score: string | undefined,
): number | undefined {
  const place = choicesOf(question, { ...reader, given: new URLSearchParams() }).findIndex(
    ({ value, answer }) => value === score && value === String(answer),
  );
  return place < 0 ? undefined : place;
}

/** Draws the control of a question, as `readAnswer` reads it. */
export function drawControl(question: Question, asking: Asking): Html {
  const { words, fill, given } = asking;
  const typed = given.get("answer") ?? "";
  const required = question.required ? "required" : "";
  if (isScored(question)) return drawScale(question, asking);
  switch (question.type) {
    case "text":
      return html`<textarea name="answer" aria-labelledby="question" rows="4" maxlength="${question.maxLength ?? MAX_TEXT}" placeholder="${fill(question.placeholder)}" ${required}>${typed}</textarea>`;
    case "number":
      return html`<input name="answer" aria-labelledby="question" inputmode="decimal" value="${typed}" ${required}>`;
    case "date":
      return html`<input name="answer" aria-labelledby="question" type="date" min="${question.min ?? ""}" max="${question.max ?? ""}" value="${typed}" ${required}>`;
    case "thumbs":
    case "consent":
      return drawList(question, choicesOf(question, asking), given);
    case "single":
    case "multi": {
      const list = drawList(question, choicesOf(question, asking), given);
      return question.other
        ? html`${list}<label class="line"><span>${words.otherText}</span><input name="other" maxlength="${MAX_TEXT}" value="${given.get("other") ?? ""}"></label>`
        : list;
    }
    case "matrix":
    case "ranking":
    case "contact":
    case "note":
      return html`<p class="hint">${words.needsScript}</p>`;
  }
}

function drawScale(question: OfType<ScoreType>, asking: Asking): Html {
  const { words, fill, given } = asking;
  const choices = choicesOf(question, asking);
  const scores = choices.filter(({ answer }) => answer !== "na");
  const others = choices.filter(({ answer }) => answer === "na");
  const [low = "", high = ""] = words.ends[question.type];
  const [least, greatest] = [fill(question.low) || low, fill(question.high) || high];
  const ends =
    least || greatest
      ? html`<p class="ends"><span>${scores[0]?.label} ${least}</span><span>${scores[scores.length - 1]?.label} ${greatest}</span></p>`
      : "";
  return html`${drawList(question, scores, given, "scale")}${ends}${others.length ? drawList(question, others, given) : ""}`;
}

function drawList({ type }: Question, choices: readonly Choice[], given: URLSearchParams, look = "list") {
  const box = type === "multi" || type === "consent" ? "checkbox" : "radio";
  const chosen = given.getAll("answer");
  return html`<div class="${look}">${choices.map(
    ({ value, label }) =>
      html`<label class="choice"><input type="${box}" name="answer" value="${value}" ${chosen.includes(value) ? "checked" : ""}><span>${label}</span></label>`,
  )}</div>`;
}

/** Reads the answer to a question from the control that `drawControl` made for it. */
export function readAnswer(question: Question, asking: Asking): Reading {
  const { words, given } = asking;
  const typed = given.get("answer")?.trim() ?? "";
  if (question.type === "text") return readText(question, given.get("answer") ?? "", words);
  if (question.type === "number") return typed ? readNumber(question, typed, words) : missing(words);
  if (question.type === "date") return typed ? readDay(question, typed, words) : missing(words);
  if (!isAskable(question)) return missing(words);
  const sent = given.getAll("answer");
  const chosen = choicesOf(question, asking)
    .filter(({ value }) => sent.includes(value))
    .map(({ answer }) => answer);
  const [first] = chosen;
  if (first === undefined) return missing(words);
  if ((given.get("other") ?? "").trim().length > MAX_TEXT) return { fault: words.tooLong(MAX_TEXT) };
  return question.type === "multi" ? readSeveral(question, chosen, words) : { answer: first };
}

const missing = (words: PageWords): Reading => ({ fault: words.required });

function readSeveral(
  { min = 0, max = Number.POSITIVE_INFINITY }: OfType<"multi">,
  chosen: readonly Choice["answer"][],
  words: PageWords,
): Reading {
  const answer = chosen.filter((option) => typeof option === "string" || typeof option === "object");
  if (answer.length < min) return { fault: words.chooseAtLeast(min) };
  return answer.length > max ? { fault: words.chooseAtMost(max) } : { answer };
}

function readText({ maxLength = MAX_TEXT }: OfType<"text">, typed: string, words: PageWords): Reading {
  // Forms send each new line as two characters.
  const text = typed.replace(/\r\n/g, "\n").trim();
  if (!text) return missing(words);
  return Array.from(text).length > maxLength ? { fault: words.tooLong(maxLength) } : { answer: text };
}

function readNumber({ min, max }: OfType<"number">, typed: string, words: PageWords): Reading {
  const value = /^[-+]?(?:\d+(?:[.,]\d*)?|[.,]\d+)$/.test(typed)
    ? Number(typed.replace(",", "."))
    : Number.NaN;
  const fits = value >= (min ?? -Number.MAX_VALUE) && value <= (max ?? Number.MAX_VALUE);
  return fits ? { answer: value } : { fault: words.unfit };
}

function readDay({ min, max }: OfType<"date">, typed: string, words: PageWords): Reading {
  const exists = /^\d{4}-\d\d-\d\d$/.test(typed) && isRealDay(typed);
  const fits = exists && typed >= (min ?? typed) && typed <= (max ?? typed);
  return fits ? { answer: typed } : { fault: words.unfit };
}
