import { FIGURES, type FigureKind, type FigureName } from "../../widget/manifest/question-types.ts";
import type { Language } from "./card.ts";

/** Figures that are told in words: of a question, or of a survey. */
export type ToldFigure = FigureName | "responseRate";
const KINDS: Readonly<Record<ToldFigure, FigureKind>> = { ...FIGURES, responseRate: "share" };
const isTold = (name: string): name is ToldFigure => name in KINDS;
export const TOLD_FIGURES: readonly ToldFigure[] = Object.keys(KINDS).filter(isTold);

/** How a figure is computed. */
export const kindOf = (figure: ToldFigure): FigureKind => KINDS[figure];

/** What figures are called. */
export const FIGURE_NAMES: Readonly<Record<Language, Readonly<Record<ToldFigure, string>>>> = {
  en: {
    nps: "NPS",
    satisfied: "the share of the satisfied",
    easy: "the share of those who found it easy",
    up: "the share of thumbs up",
    mean: "the mean",
    responseRate: "the response rate",
  },
  "zh-CN": {
    nps: "NPS",
    satisfied: "满意率",
    easy: "认为轻松的比例",
    up: "点赞率",
    mean: "平均分",
    responseRate: "回答率",
  },
};

/** A figure as people read it: NPS in points, shares in percent with one decimal, means with two. */
export function formatFigure(figure: ToldFigure, value: number): string {
  switch (kindOf(figure)) {
    case "points":
      return rounded(value, 1);
    case "mean":
      return rounded(value, 2);
    case "share":
      return `${rounded(100 * value, 1)}%`;
  }
}

/** Without zeros at the end; a minus that is one. */
function rounded(value: number, decimals: number): string {
  return String(Number(value.toFixed(decimals)) || 0).replace("-", "−");
}
