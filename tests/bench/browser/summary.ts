import { CONTENDERS, EMPTY } from "./contenders.ts";
import { exponentOf, type Point, quantile, type Spread, spreadOf } from "./figures.ts";
import type { GrowthSeries, Results, VisitFigures } from "./results.ts";

/** How many times slower the processor is made in the comparison. */
export const RATES = [1, 4] as const;

/** What a contender costs at one speed; script, both works and heap are less the empty page's. Milliseconds and bytes. */
export interface Cost {
  script: Spread;
  sight: Spread;
  work: Spread;
  /** Of the tasks before the trigger, and from it on. */
  longestBefore: Spread;
  longest: Spread;
  /** The same by the clock. */
  workByClock: Spread;
  longestByClock: Spread;
  heap: Spread;
}

/** A row of the comparison. */
export interface ContenderSummary {
  name: string;
  /** Bytes and requests until the prompt was seen. */
  bytes: number;
  requests: number;
  /** The most of all runs, unitless. */
  shift: { shown: number; answered: number };
  /** In the order of {@link RATES}. */
  costs: Cost[];
}

/** How the cost of a prompt grows with something. */
export interface GrowthSummary {
  series: GrowthSeries;
  /** Before the trigger, or from it until the prompt has come to rest. */
  when: "before" | "showing";
  /** Medians. */
  points: Point[];
  /** Of all points, and from the last but one to the last; undefined where the costs are too small to have any. */
  exponent: number | undefined;
  lastExponent: number | undefined;
}

/** Sums the comparison up, in the order of the contenders, without the empty page. */
export function summarizeComparison({ comparison }: Results): ContenderSummary[] {
  const visitsOf = (id: string, rate?: number) =>
    comparison
      .filter((visit) => visit.contender === id && (rate === undefined || visit.rate === rate))
      .map(({ figures }) => figures);
  return CONTENDERS.filter(({ id }) => id !== EMPTY).map(({ id, name }) => {
    const all = visitsOf(id);
    const most = (pick: (visit: VisitFigures) => number) => Math.max(...all.map(pick));
    const median = (pick: (visit: VisitFigures) => number) => quantile(all.map(pick), 0.5);
    return {
      name,
      bytes: median(({ toPrompt }) => toPrompt.bytes),
      requests: median(({ toPrompt }) => toPrompt.requests),
      shift: { shown: most(({ shift }) => shift.shown), answered: most(({ shift }) => shift.answered) },
      costs: RATES.map((rate) => costOf(visitsOf(id, rate), visitsOf(EMPTY, rate))),
    };
  });
}

function costOf(visits: readonly VisitFigures[], empty: readonly VisitFigures[]): Cost {
  const spread = (pick: (visit: VisitFigures) => number) => spreadOf(visits.map(pick));
  const lessEmpty = (pick: (visit: VisitFigures) => number) => {
    const page = quantile(empty.map(pick), 0.5);
    return spreadOf(visits.map((visit) => pick(visit) - page));
  };
  return {
    script: lessEmpty(({ before }) => before.script),
    sight: spread(({ showing }) => showing.sight),
    work: lessEmpty(({ showing }) => showing.work),
    longestBefore: spread(({ before }) => before.longest),
    longest: spread(({ showing }) => showing.longest),
    workByClock: lessEmpty(({ showing }) => showing.workByClock),
    longestByClock: spread(({ showing }) => showing.longestByClock),
    heap: lessEmpty(({ heap }) => heap),
  };
}

/** Sums the growth up, both costs of each series. */
export function summarizeGrowth({ growth }: Results): GrowthSummary[] {
  return [...new Set(growth.map(({ series }) => series))].flatMap((series) => {
    const visits = growth.filter((visit) => visit.series === series);
    const sizes = [...new Set(visits.map(({ size }) => size))].sort((one, other) => one - other);
    return (["before", "showing"] as const).map((when) => {
      const points = sizes.map((size) => {
        const costs = visits.filter((visit) => visit.size === size).map((visit) => visit[when]);
        return { size, cost: quantile(costs, 0.5) };
      });
      return {
        series,
        when,
        points,
        exponent: exponentOf(points),
        lastExponent: exponentOf(points.slice(-2)),
      };
    });
  });
}
