import {
  describeType,
  FIGURES,
  type FigureKind,
  type FigureName,
} from "../../widget/manifest/question-types.ts";
import type { Question, Text } from "../../widget/manifest/schema.ts";
import { chooseText, unfilledText } from "../../widget/manifest/text.ts";
import type { QuestionFigures } from "../answers/results.ts";
import { type ReportLanguage, type ReportWords, reportWords } from "./words.ts";

/** Stands where there is no figure. */
export const DASH = "–";

/** A table of a report: texts only, so that a terminal and a page can both show it. */
export interface ReportTable {
  title: string;
  /** The first column is text, the others are figures. */
  head: readonly string[];
  rows: readonly (readonly string[])[];
}

/** The figure that stands for a question, as it reads. */
interface FormattedFigure {
  /** Such as `NPS`. */
  label: string;
  /** Such as `+42.5`; a dash where there is none; said in words where too few have answered. */
  value: string;
  /** Such as `28.2 … 54.7`; empty where the figure has none. */
  interval: string;
  /** The figure itself, for charts; a share in per cent. */
  number: number | null;
  /** In the same unit. */
  bounds: readonly [number, number] | null;
}

/** Writes words, texts and numbers of a report in its language. Numbers are rounded for the eye only. */
export interface ReportFormat {
  language: ReportLanguage;
  words: ReportWords;
  number(value: number): string;
  /** A mean, with two decimals at most. */
  mean(value: number | null | undefined): string;
  /** A share as per cent. */
  share(value: number | null): string;
  /** The difference of two figures, with its sign; of shares in percentage points. */
  difference(question: Question, value: number): string;
  text(text: Text): string;
  /** A question's own words, cut to what a table can hold. */
  title(question: Question): string;
  /** The figure that stands for a question; nothing where none does. */
  figure(question: Question, figures: QuestionFigures): FormattedFigure | undefined;
}

/** The format of a language. */
export function createReportFormat(language: ReportLanguage): ReportFormat {
  const words = reportWords(language);
  const numberOf = (value: number, digits = 1) =>
    value.toLocaleString(language, { maximumFractionDigits: digits });
  const points = (value: number) => `${value > 0 ? "+" : value < 0 ? "−" : ""}${numberOf(Math.abs(value))}`;
  const percent = (value: number) => `${numberOf(value)} %`;
  const formats: Record<FigureKind, (value: number) => string> = {
    points,
    share: percent,
    mean: (value) => numberOf(value, 2),
  };
  return {
    language,
    words,
    number: (value) => numberOf(value),
    mean: (value) => (typeof value === "number" ? numberOf(value, 2) : DASH),
    share: (value) => (value === null ? DASH : percent(100 * value)),
    difference: (question, value) => points(value * factorOf(question)),
    text: (text) => chooseText(text, language),
    title: (question) => titleOf(question, language),
    figure(question, figures) {
      const name = figureNameOf(question);
      if (!name) return undefined;
      const factor = factorOf(question);
      const format = formats[FIGURES[name]];
      const value = figures[name] ?? null;
      const number = value === null ? null : value * factor;
      const [low, high] = figures.ci95 ?? [];
      const bounds =
        low === undefined || high === undefined ? null : ([low * factor, high * factor] as const);
      return {
        label: words.figures[name],
        value: number === null ? (figures.n ? words.few : DASH) : format(number),
        interval: bounds ? bounds.map(format).join(" … ") : "",
        number,
        bounds,
      };
    },
  };
}

/** A question's own words, cut to what a table can hold. */
export function titleOf(question: Question, language: ReportLanguage): string {
  const title = unfilledText(question.title, language) || question.id;
  return title.length > 60 ? `${title.slice(0, 59)}…` : title;
}

/** The figure that a question is told by; numbers have a mean, though it says nothing good or bad. */
export function figureNameOf({ type }: Question): FigureName | undefined {
  const { figure, answer } = describeType(type);
  return figure ?? (answer === "number" ? "mean" : undefined);
}

/** By what a question's figure is multiplied where it is told: shares are told in per cent. */
export function factorOf(question: Question): number {
  const name = figureNameOf(question);
  return name && FIGURES[name] === "share" ? 100 : 1;
}
