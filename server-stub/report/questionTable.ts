import type { Question } from "../../widget/manifest/schema.ts";
import { chooseText } from "../../widget/manifest/text.ts";
import type { QuestionFigures } from "../answers/results.ts";
import { localDay } from "../results/zone.ts";
import { printNumber, printShare } from "./figure.ts";
import { DASH, type ReportTable, titleOf } from "./table.ts";
import type { ReportLanguage, ReportWords } from "./words.ts";

/** How a report speaks. */
interface Manner {
  words: ReportWords;
  language: ReportLanguage;
  timeZone: string;
}

/** Head and rows, if the question has figures of the kind. */
type Body = Omit<ReportTable, "title"> | undefined;
type Draw = (question: Question, figures: QuestionFigures, manner: Manner) => Body;

/** Texts that a table shows, of the latest. */
const TEXTS = 10;

/** The distribution of a question, where it has one. */
export function questionTable(
  question: Question,
  figures: QuestionFigures,
  manner: Manner,
): ReportTable | undefined {
  const title = titleOf(question, manner.language);
  if (figures.latest) {
    const body = drawTexts(question, figures, manner);
    return body && { title: `${title} · ${manner.words.texts}`, ...body };
  }
  for (const draw of [drawCounts, drawMatrix, drawRanks, drawConsent, drawRange]) {
    const body = draw(question, figures, manner);
    if (body) return { title, ...body };
  }
  return undefined;
}

const drawCounts: Draw = (question, { counts, n }, { words, language }) =>
  isCounts(counts)
    ? {
        head: [words.value, words.count, words.share],
        rows: Object.entries(counts).map(([value, count]) => [
          labelOf(question, value, words, language),
          printNumber(count, language),
          printShare(n ? count / n : null, language),
        ]),
      }
    : undefined;

const drawMatrix: Draw = (question, { rows }, { words, language }) => {
  if (question.type !== "matrix" || !isTable(rows)) return undefined;
  return {
    head: ["", ...question.columns.map(({ label }) => chooseText(label, language)), words.mean],
    rows: question.rows.map(({ id, label }) => {
      const { counts, mean } = rows[id] ?? {};
      return [
        chooseText(label, language),
        ...question.columns.map((column) =>
          isCounts(counts) ? printNumber(counts[column.id] ?? 0, language) : DASH,
        ),
        printMean(mean, language),
      ];
    }),
  };
};

const drawRanks: Draw = (question, { meanRank, first }, { words, language }) => {
  if (!isCounts(first) || typeof meanRank !== "object" || meanRank === null) return undefined;
  const means = new Map<string, unknown>(Object.entries(meanRank));
  return {
    head: [words.value, words.mean, words.first],
    rows: Object.entries(first).map(([id, count]) => [
      labelOf(question, id, words, language),
      printMean(means.get(id), language),
      printNumber(count, language),
    ]),
  };
};

const drawTexts: Draw = (_question, { latest }, { words, timeZone }) => {
  const texts = (Array.isArray(latest) ? latest : []).flatMap((one: unknown) =>
    typeof one === "object" && one !== null && "text" in one && "at" in one
      ? [[String(one.text), localDay(Date.parse(String(one.at)), timeZone)]]
      : [],
  );
  return texts.length ? { head: ["", words.date], rows: texts.slice(0, TEXTS) } : undefined;
};

const drawConsent: Draw = (_question, { consented }, { words, language }) =>
  typeof consented === "number"
    ? { head: ["", words.count], rows: [[words.agreed, printNumber(consented, language)]] }
    : undefined;

const drawRange: Draw = ({ type }, { min, max, median }, { words, language }) => {
  if (type !== "number" && type !== "date") return undefined;
  const print = (value: unknown) =>
    value === null || value === undefined
      ? DASH
      : typeof value === "number"
        ? printNumber(value, language)
        : String(value);
  return type === "number"
    ? { head: [words.least, words.most, words.median], rows: [[min, max, median].map(print)] }
    : { head: [words.least, words.most], rows: [[min, max].map(print)] };
};

const printMean = (mean: unknown, language: ReportLanguage) =>
  typeof mean === "number" ? printNumber(mean, language, 2) : DASH;

function labelOf(question: Question, value: string, words: ReportWords, language: ReportLanguage): string {
  if (question.type === "thumbs") return value === "up" ? words.thumbsUp : words.thumbsDown;
  if (!("options" in question)) return value;
  const option = question.options.find(({ id }) => id === value);
  if (option) return chooseText(option.label, language);
  const { other } = question.type === "ranking" ? {} : question;
  return value === "other"
    ? (typeof other === "boolean" ? "" : chooseText(other, language)) || words.other
    : value;
}

function isCounts(value: unknown): value is Record<string, number> {
  return (
    typeof value === "object" &&
    value !== null &&
    Object.values(value).every((one) => typeof one === "number")
  );
}

function isTable(value: unknown): value is Record<string, Record<string, unknown>> {
  return (
    typeof value === "object" &&
    value !== null &&
    Object.values(value).every((one) => typeof one === "object" && one !== null)
  );
}
