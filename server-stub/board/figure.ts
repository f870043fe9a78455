import {
  type Band,
  bandOf as bandOfType,
  type FigureKind,
  type FigureName,
  type FigureType,
  figureKindOf,
  isQuestionType,
  QUESTION_TYPES,
} from "../../widget/manifest/question-types.ts";
import type { QuestionFigures } from "../answers/results.ts";
import type { Answer } from "../answers/values.ts";
import type { Words } from "./words/en.ts";

/** The main figure of a question. */
export interface Figure {
  type: FigureType;
  unit: FigureKind;
  /** `null`: no or too few answers. */
  value: number | null;
  ci95: readonly [number, number] | null;
  n: number;
}

type Figures = Pick<QuestionFigures, FigureName | "ci95" | "n">;

/** The main figure of what was answered to a question of a type. */
export function figureOf(type: FigureType, figures: Figures): Figure {
  const value = figures[QUESTION_TYPES[type].figure] ?? null;
  return { type, unit: figureKindOf(type), value, ci95: figures.ci95 ?? null, n: figures.n };
}

/** Whether there are answers, and too few for their figures to be told. */
export function isHidden({ n, counts, rows, meanRank, latest, min, consented }: QuestionFigures): boolean {
  return (
    n > 0 && [counts, rows, meanRank, latest, min, consented].every((figure) => (figure ?? null) === null)
  );
}

/** Where a figure lies between the least and the most that it can be, 0 to 1. */
export function placeOf(value: number, unit: FigureKind, points: number): number {
  if (unit === "points") return (value + 100) / 200;
  return unit === "share" ? value : points > 1 ? (value - 1) / (points - 1) : 0;
}

export const BANDS: readonly Band[] = ["low", "middle", "high"];

/** The band of a score; nothing for what is no score. */
export function bandOf(type: string, score: Answer | null | undefined, points = 5): Band | undefined {
  return isQuestionType(type) ? bandOfType(type, score, points) : undefined;
}

/** What the bands of a question are called: those of points have names of their own. */
export function bandNames(
  type: string,
  { bands, npsBands }: Pick<Words, "bands" | "npsBands">,
): Words["bands"] {
  return isQuestionType(type) && figureKindOf(type) === "points" ? npsBands : bands;
}
