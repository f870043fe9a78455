import { possibleAnswers, possibleCells } from "../../../widget/manifest/possible-answers.ts";
import { describeType, isScored } from "../../../widget/manifest/question-types.ts";
import type { Question } from "../../../widget/manifest/schema.ts";
import type { Answer } from "../../../widget/record/schema.ts";
import type { PageWords } from "../words.ts";

/** What a form says: an answer, or why it is none. */
export type Reading = { answer: Answer } | { fault: string };

type OfType<Type extends Question["type"]> = Extract<Question, { type: Type }>;

const LONGEST_TEXT = 2_000;
/** Longest address there is, by RFC 3696; names and numbers are shorter. */
const LONGEST_DETAIL = 254;

/** Whether a plain form can ask a question of this type. */
export function isAskable({ type }: Question): boolean {
  const { answer } = describeType(type);
  return answer !== "order" && answer !== "nothing";
}

/** The choices of a question whose answer is one of a few plain values, in the order in which they are shown. */
export function plainChoices(question: Question): readonly (string | number)[] | undefined {
  if (!isScored(question) && describeType(question.type).answer !== "thumb") return undefined;
  return possibleAnswers(question)?.filter((one) => typeof one === "string" || typeof one === "number");
}

/** Reads the answer to a question from the fields that `renderFields` made for it. */
export function readAnswer(question: Question, form: URLSearchParams, words: PageWords): Reading {
  const given = form.get("answer")?.trim() ?? "";
  const choice = plainChoices(question)?.find((one) => String(one) === given);
  if (choice !== undefined) return { answer: choice };
  switch (question.type) {
    case "single":
    case "multi":
      return readChoices(question, form, words);
    case "text":
      return readText(question, form.get("answer") ?? "", words);
    case "number":
      return readNumber(question, given, words);
    case "date":
      return readDate(question, given, words);
    case "matrix":
      return readMatrix(question, form, words);
    case "contact":
      return readContact(form, words);
    case "consent":
      return given === "yes" ? { answer: true } : { fault: words.required };
    default:
      return { fault: words.required };
  }
}

function readChoices(question: OfType<"single" | "multi">, form: URLSearchParams, words: PageWords): Reading {
  const text = form.get("other")?.trim() ?? "";
  const chosen = question.options.filter(({ id }) => form.getAll("answer").includes(`option ${id}`));
  const others = question.other && form.getAll("answer").includes("other") ? [{ other: text }] : [];
  const all = [...chosen.map(({ id }) => id), ...others];
  const [first] = all;
  if (first === undefined) return { fault: words.required };
  if (text.length > LONGEST_TEXT) return { fault: words.tooLong(LONGEST_TEXT) };
  if (question.type === "single") return { answer: first };
  const { min = 0, max = all.length } = question;
  if (all.length < min) return { fault: words.chooseAtLeast(min) };
  return all.length > max ? { fault: words.chooseAtMost(max) } : { answer: all };
}

function readText({ maxLength = LONGEST_TEXT }: OfType<"text">, given: string, words: PageWords): Reading {
  // Forms send each new line as two characters.
  const text = given.replace(/\r\n/g, "\n").trim();
  if (!text) return { fault: words.required };
  return Array.from(text).length > maxLength ? { fault: words.tooLong(maxLength) } : { answer: text };
}

function readNumber({ min, max }: OfType<"number">, given: string, words: PageWords): Reading {
  if (!given) return { fault: words.required };
  const value = /^[-+]?(?:\d+(?:[.,]\d*)?|[.,]\d+)$/.test(given)
    ? Number(given.replace(",", "."))
    : Number.NaN;
  const fits = value >= (min ?? -Number.MAX_VALUE) && value <= (max ?? Number.MAX_VALUE);
  return fits ? { answer: value } : { fault: words.unfit };
}

function readDate({ min, max }: OfType<"date">, given: string, words: PageWords): Reading {
  if (!given) return { fault: words.required };
  const time = /^\d{4}-\d\d-\d\d$/.test(given) ? Date.parse(`${given}T00:00:00Z`) : Number.NaN;
  // 30 February is read as 2 March by some.
  const exists = !Number.isNaN(time) && new Date(time).toISOString().startsWith(given);
  const fits = exists && given >= (min ?? given) && given <= (max ?? given);
  return fits ? { answer: given } : { fault: words.unfit };
}

function readMatrix(question: OfType<"matrix">, form: URLSearchParams, words: PageWords): Reading {
  const cells = possibleCells(question);
  const given = question.rows.flatMap(({ id }) => {
    const cell = form.get(`row ${id}`);
    return cell !== null && cells.includes(cell) ? [[id, cell] as const] : [];
  });
  return given.length ? { answer: Object.fromEntries(given) } : { fault: words.required };
}

function readContact(form: URLSearchParams, words: PageWords): Reading {
  const given = (["name", "email", "phone"] as const).flatMap((name) => {
    const text = form.get(name)?.trim().slice(0, LONGEST_DETAIL) ?? "";
    return text ? [[name, text] as const] : [];
  });
  const details = Object.fromEntries(given);
  const consent = form.get("answer") === "yes";
  if (!given.length && !consent) return { fault: words.required };
  const badEmail = details.email !== undefined && !/^[^\s@]+@[^\s@][^\s@.]*\.[^\s@]+$/.test(details.email);
  const badPhone = details.phone !== undefined && (details.phone.match(/\d/g) ?? []).length < 5;
  return badEmail || badPhone ? { fault: words.unfit } : { answer: { ...details, consent } };
}
