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

/** The figure that a question is told by: NPS, a share or a mean; nothing where it has none. */
export function printFigure(
  { type }: Question,
  figures: QuestionFigures,
  words: ReportWords,
  language: ReportLanguage,
): PrintedFigure | undefined {
  if (type === "nps")
    return printed("NPS", figures.nps, figures.ci95, 1, (one) => printPoints(one, language));
  const percent = (one: number) => `${printNumber(one, language)} %`;
  if (type === "csat")
    return printed(`CSAT, ${words.satisfied}`, figures.satisfied, figures.ci95, 100, percent);
  if (type === "ces") return printed(`CES, ${words.easy}`, figures.easy, figures.ci95, 100, percent);
  if (type === "thumbs") return printed(words.up, figures.up, figures.ci95, 100, percent);
  if (type === "rating" || type === "number")
    return printed(words.mean, figures.mean, undefined, 1, (one) => printNumber(one, language, 2));
  return undefined;
}

function printed(
  label: string,
  value: unknown,
  interval: unknown,
  scale: number,
  print: (value: number) => string,
): PrintedFigure {
  const bounds = boundsOf(interval, scale);
  const number = typeof value === "number" ? value * scale : null;
  return {
    label,
    value: number === null ? DASH : print(number),
    interval: bounds ? `${print(bounds[0])} … ${print(bounds[1])}` : "",
    number,
    bounds,
  };
}

function boundsOf(interval: unknown, scale: number): readonly [number, number] | null {
  if (!Array.isArray(interval)) return null;
  const [low, high]: unknown[] = interval;
  return typeof low === "number" && typeof high === "number" ? [low * scale, high * scale] : null;
}
