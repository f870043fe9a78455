import { type FigureType, figureKindOf } from "../../widget/manifest/question-types.ts";
import type { QuestionFigures, SeriesStep } from "../answers/results.ts";
import { type Figure, figureOf } from "./figure.ts";
import type { Format } from "./format.ts";
import type { Trend } from "./trendChart.ts";
import type { Words } from "./words/en.ts";

/** One step as the trend shows it: the mean over several steps where there is one, or the step's own figure. */
export interface TrendStep {
  /** `YYYY-MM-DD` */
  at: string;
  value: number | null;
  ci95: readonly [number, number] | null;
  /** How many answers the value is of. */
  n: number;
  /** The step's own figure behind a mean; nothing where there is no mean. */
  own: Figure | null;
}

/** The trend of one question. */
export function stepsOf(series: readonly SeriesStep[], id: string, type: FigureType): TrendStep[] {
  return series.flatMap(({ at, questions }) => {
    const tally = questions[id];
    // A step may have been asked another kind of question than the whole.
    if (tally?.type !== type) return [];
    const own = figureOf(type, tally);
    const shown = tally.moving ? figureOf(type, tally.moving) : own;
    return [{ at, value: shown.value, ci95: shown.ci95, n: shown.n, own: tally.moving ? own : null }];
  });
}

/** The trend as it is drawn. */
export function drawingOf(
  steps: readonly TrendStep[],
  question: QuestionFigures,
  { type, points, format, words }: { type: FigureType; points: number; format: Format; words: Words },
): Trend {
  const unit = figureKindOf(type);
  const day = (seconds: number) => new Date(seconds * 1e3).toISOString().slice(0, 10);
  return {
    at: steps.map(({ at }) => Date.parse(`${at}T00:00:00Z`) / 1e3),
    value: steps.map(({ value }) => value),
    low: steps.map(({ value, ci95 }) => ci95?.[0] ?? value),
    high: steps.map(({ value, ci95 }) => ci95?.[1] ?? value),
    dots: steps.map(({ own }) => own?.value ?? null),
    benchmark: question.benchmark ?? undefined,
    bounds: unit === "points" ? [-100, 100] : unit === "share" ? [0, 1] : [1, points],
    formatDay: (seconds) => format.shortDay(day(seconds)),
    formatValue: (value) => format.axis(value, unit),
    describe(index) {
      const step = steps[index];
      if (!step) return "";
      const { at, value, ci95, n } = step;
      const parts = [format.day(at), format.figure(value, unit), ci95 && format.interval(ci95, unit)];
      return [...parts, words.n(format.whole(n))].filter(Boolean).join(" · ");
    },
  };
}
