import {
  describeType,
  FIGURES,
  type FigureKind,
  type FigureName,
} from "../../widget/manifest/question-types.ts";
import type { Question } from "../../widget/manifest/schema.ts";
import type { QuestionFigures } from "../answers/results.ts";
import type { ReportLanguage, ReportWords } from "./words.ts";

/** How a question's main figure reads. */
export interface PrintedFigure {
  /** Such as `NPS` or `satisfied`. */
  label: string;
  /** Such as `+42.5`; a dash where there is nothing to tell. */
  value: string;
  /** Such as `28.2 … 54.7`; empty where the figure has none. */
  interval: string;
  /** The figure itself, for charts; a share in per cent. */
  number: number | null;
  /** In the same unit. */
  bounds: readonly [number, number] | null;
}

const DASH = "–";

/** A number in the language's way, rounded for the eye only. */
export function printNumber(value: number, language: ReportLanguage, digits = 1): string {
  return value.toLocaleString(language, { maximumFractionDigits: digits, minimumFractionDigits: 0 });
}

/** A share as per cent. */
export function printShare(value: number | null, language: ReportLanguage): string {
  return value === null ? DASH : `${printNumber(100 * value, language)} %`;
}

/** Points with their sign, since an NPS may be negative. */
export function printPoints(value: number, language: ReportLanguage): string {
  return `${value > 0 ? "+" : value < 0 ? "−" : ""}${printNumber(Math.abs(value), language)}`;
}

/** By what a figure is multiplied where it is told: shares are told in per cent. */
const FACTORS: Record<FigureKind, number> = { points: 1, share: 100, mean: 1 };

/** The figure that a question is told by; numbers have a mean, though it says nothing good or bad. */
export function toldFigureOf({
  type,
}: Question): { name: FigureName; kind: FigureKind; factor: number } | undefined {
  const { figure, answer } = describeType(type);
  const name = figure ?? (answer === "number" ? "mean" : undefined);
  if (!name) return undefined;
  const kind = FIGURES[name];
  return { name, kind, factor: FACTORS[kind] };
}

/** The figure that a question is told by, as it reads; nothing where it has none. */
export function printFigure(
  question: Question,
  figures: QuestionFigures,
  words: ReportWords,
  language: ReportLanguage,
): PrintedFigure | undefined {
  const told = toldFigureOf(question);
  if (!told) return undefined;
  const { name, kind, factor } = told;
  const print = {
    points: (one: number) => printPoints(one, language),
    share: (one: number) => `${printNumber(one, language)} %`,
    mean: (one: number) => printNumber(one, language, 2),
  }[kind];
  const value = figures[name];
  const bounds = boundsOf(figures.ci95, factor);
  const number = typeof value === "number" ? value * factor : null;
  return {
    label: words.figures[name],
    value: number === null ? DASH : print(number),
    interval: bounds ? `${print(bounds[0])} … ${print(bounds[1])}` : "",
    number,
    bounds,
  };
}

function boundsOf(interval: unknown, factor: number): readonly [number, number] | null {
  if (!Array.isArray(interval)) return null;
  const [low, high]: unknown[] = interval;
  return typeof low === "number" && typeof high === "number" ? [low * factor, high * factor] : null;
}
