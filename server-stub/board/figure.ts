import type { QuestionFigures } from "../answers/results.ts";
import type { Answer } from "../answers/values.ts";

/** The names of main figures, by the type of their question. */
export const FIGURE_NAMES = {
  nps: "nps",
  csat: "satisfied",
  ces: "easy",
  thumbs: "up",
  rating: "mean",
} as const;
export type FigureName = (typeof FIGURE_NAMES)[keyof typeof FIGURE_NAMES];
export type FigureType = keyof typeof FIGURE_NAMES;

/** Points from −100 to 100, a share from 0 to 1, or a mean on its own scale. */
export type Unit = "points" | "share" | "mean";

/** The main figure of a question. */
export interface Figure {
  type: FigureType;
  unit: Unit;
  /** `null`: nobody or too few answered. */
  value: number | null;
  ci95: readonly [number, number] | null;
  n: number;
}

/** Whether questions of a type have a main figure. */
export function hasFigure(type: string): type is FigureType {
  return Object.hasOwn(FIGURE_NAMES, type);
}

/** What a main figure is counted in. */
export function unitOf(type: FigureType): Unit {
  return type === "nps" ? "points" : type === "rating" ? "mean" : "share";
}

type Figures = Pick<QuestionFigures, FigureName | "ci95" | "n">;

/** The main figure of what was answered to a question of a type. */
export function figureOf(type: FigureType, figures: Figures): Figure {
  const value = figures[FIGURE_NAMES[type]] ?? null;
  return { type, unit: unitOf(type), value, ci95: figures.ci95 ?? null, n: figures.n };
}

/** Whether there are answers, and too few for their figures to be told. */
export function isHidden({ n, counts, rows, meanRank, latest, min, consented }: QuestionFigures): boolean {
  return n > 0 && [counts, rows, meanRank, latest, min, consented].every((one) => (one ?? null) === null);
}

/** Where a figure lies between the least and the most that it can be, 0 to 1. */
export function placeOf(value: number, unit: Unit, points: number): number {
  if (unit === "points") return (value + 100) / 200;
  return unit === "share" ? value : points > 1 ? (value - 1) / (points - 1) : 0;
}

/** How good a score is. */
export type Band = "low" | "middle" | "high";
export const BANDS = ["low", "middle", "high"] as const;

const BOUNDS: Record<string, readonly [number, number]> = { nps: [6, 9], csat: [2, 4], ces: [3, 5] };

/** The band of a score; nothing for what is no score. A rating without known scale has none. */
export function bandOf(type: string, score: Answer | null | undefined, points = 5): Band | undefined {
  if (type === "thumbs") return score === "up" ? "high" : score === "down" ? "low" : undefined;
  if (typeof score !== "number") return undefined;
  const [low, high] = BOUNDS[type] ?? [Math.floor(points * 0.5), Math.ceil(points * 0.8)];
  return score <= low ? "low" : score >= high ? "high" : "middle";
}
