import { chooseText, unfilledText } from "../../widget/manifest/text.ts";
import type { QuestionLabels } from "../answers/results.ts";
import type { Session } from "../answers/site.ts";
import type { Answer, Text } from "../answers/values.ts";
import type { Words } from "./words/en.ts";

/** A text in a language; nothing for an absent one. */
export function localText(text: Text | null | undefined, language: string): string {
  return chooseText(text ?? undefined, language);
}

/** What a survey is called. */
export function surveyName(
  { id, name, current }: Session["sites"][number]["surveys"][number],
  words: Words,
  language: string,
): string {
  const called = localText(name, language) || id;
  return current ? called : words.past(called);
}

/** What a dimension is called. */
export function dimensionName(name: string, words: Words): string {
  const known = Object.entries(words.dimensions).find(([id]) => id === name)?.[1];
  return known ?? name.replace(/(^|[|,])(?:trait|prop)\./g, "$1").replace(/[|,]/g, " · ");
}

/** What a question is called; its id if that is not known. */
export function questionTitle(questions: readonly QuestionLabels[], id: string, language: string): string {
  return unfilledText(questions.find((question) => question.id === id)?.title, language) || id;
}

/** What one of a question's options, rows or columns is called. */
export function choiceLabel(
  question: QuestionLabels | undefined,
  id: string,
  { words, language, part = "options" }: Wording & { part?: "options" | "rows" | "columns" },
): string {
  const label = localText(question?.[part]?.find((choice) => choice.id === id)?.label, language);
  if (label) return label;
  const { other, na } = question ?? {};
  if (id === "other" && part === "options")
    return localText(typeof other === "boolean" ? undefined : other, language) || words.other;
  if (id === "na" && part !== "rows") return localText(na, language) || words.na;
  return id === "up" ? words.up : id === "down" ? words.down : id;
}

interface Wording {
  words: Words;
  language: string;
}

/** The question that an answer of a driver belongs to; of a matrix also the row, written `question.row`. */
function findAnswered(
  questions: readonly QuestionLabels[],
  name: string,
): { question: QuestionLabels | undefined; row?: string } {
  const whole = questions.find(({ id }) => id === name);
  if (whole) return { question: whole };
  const matrix = questions.find(({ id, type }) => type === "matrix" && name.startsWith(`${id}.`));
  return matrix ? { question: matrix, row: name.slice(matrix.id.length + 1) } : { question: undefined };
}

/** What was asked where a driver has an answer of this name. */
export function answerName(questions: readonly QuestionLabels[], name: string, wording: Wording): string {
  const { question, row } = findAnswered(questions, name);
  const title = question ? unfilledText(question.title, wording.language) : name;
  return row === undefined ? title : `${title} – ${choiceLabel(question, row, { ...wording, part: "rows" })}`;
}

/** What was answered there. */
export function answerLabel(
  questions: readonly QuestionLabels[],
  name: string,
  value: string,
  wording: Wording,
): string {
  const { question, row } = findAnswered(questions, name);
  return choiceLabel(question, value, { ...wording, part: row === undefined ? "options" : "columns" });
}

/** An answer in words. */
export function formatAnswer(
  question: QuestionLabels | undefined,
  answer: Answer,
  words: Words,
  language: string,
): string {
  const label = (id: string) => choiceLabel(question, id, { words, language });
  if (typeof answer === "string") return question?.type === "text" ? answer : label(answer);
  if (typeof answer !== "object") return answer === true ? "✓" : String(answer);
  if (Array.isArray(answer))
    return answer
      .map((choice) => (typeof choice === "string" ? label(choice) : choice.other))
      .join(question?.type === "ranking" ? " › " : ", ");
  const { other } = answer;
  if (typeof other === "string" && Object.keys(answer).length === 1) return other;
  if (question?.type === "contact")
    return Object.entries(words.contactParts)
      .flatMap(([part, name]) => {
        const value = answer[part];
        return value === undefined ? [] : `${name}: ${value === true ? "✓" : value === false ? "–" : value}`;
      })
      .join("; ");
  return Object.entries(answer)
    .map(([row, value]) => {
      const name = choiceLabel(question, row, { words, language, part: "rows" });
      return `${name}: ${value === true ? "✓" : choiceLabel(question, String(value), { words, language, part: "columns" })}`;
    })
    .join("; ");
}
