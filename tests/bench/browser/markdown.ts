import type { Spread } from "./figures.ts";
import type { GrowthSeries, Results } from "./results.ts";
import { type ContenderSummary, type Cost, type GrowthSummary, RATES } from "./summary.ts";

/** Markers in the README. */
const [BEGIN, END] = ["<!-- bench -->", "<!-- /bench -->"];

const HEAD = [
  "1× / 4× slower processor",
  "KB to the prompt (requests)",
  "script before it, ms",
  "trigger to first sight, ms",
  "work of showing, ms",
  "longest task at 4×, ms: before, showing",
  "layout shift, after an answer by script",
  "memory, MB",
];

/** What grows, in words. */
export const SERIES: Record<GrowthSeries, string> = {
  surveys: "surveys in the survey file",
  rows: "answers waiting on the device",
  nodes: "elements in the page",
};
/** When it costs, in words. */
export const WHEN: Record<GrowthSummary["when"], string> = {
  before: "before a prompt",
  showing: "showing it",
};

/** The comparison as a table in Markdown. */
export function comparisonTable(contenders: readonly ContenderSummary[]): string {
  return table(HEAD, contenders.map(contenderRow));
}

function contenderRow({ name, bytes, requests, shift, costs }: ContenderSummary): string[] {
  const [plain] = costs;
  const slow = costs[RATES.length - 1];
  return [
    name,
    `${(bytes / 1_000).toFixed(1)} (${requests})`,
    atBothRates(costs, ({ script }) => script),
    atBothRates(costs, ({ sight }) => sight),
    atBothRates(costs, ({ work }) => work),
    slow ? `${formatSpread(slow.longestBefore)}, ${formatSpread(slow.longest)}` : "",
    `${formatShift(shift.shown)}, ${formatShift(shift.answered)}`,
    plain ? formatSpread(plain.heap, 2, 1e6) : "",
  ];
}

const atBothRates = (costs: readonly Cost[], pick: (cost: Cost) => Spread) =>
  costs.map((cost) => formatSpread(pick(cost))).join(" / ");

/** Work and longest task of showing by the clock, as a table in Markdown. */
export function workByClockTable(contenders: readonly ContenderSummary[]): string {
  return table(
    ["1× / 4×, by the clock", "work of showing, ms", "longest task of it, ms"],
    contenders.map(({ name, costs }) => [
      name,
      atBothRates(costs, ({ workByClock }) => workByClock),
      atBothRates(costs, ({ longestByClock }) => longestByClock),
    ]),
  );
}

/** Median ± half of the distance between the quartiles. */
export function formatSpread({ median, low, high }: Spread, digits = 0, unit = 1): string {
  return [median, (high - low) / 2].map((value) => (value / unit).toFixed(digits)).join(" ± ");
}

const formatShift = (shift: number) => (shift === 0 ? "0" : shift.toFixed(3));

/** The growth as a table in Markdown. */
export function growthTable(growth: readonly GrowthSummary[]): string {
  return table(
    ["what grows", "when it costs", "ms at each size", "exponent", "at the last step"],
    growth.map(({ series, when, points, exponent, lastExponent }) => [
      `${points.map(({ size }) => size.toLocaleString("en")).join(" · ")} ${SERIES[series]}`,
      WHEN[when],
      points.map(({ cost }) => cost.toFixed(0)).join(" · "),
      formatExponent(exponent),
      formatExponent(lastExponent),
    ]),
  );
}

const formatExponent = (exponent: number | undefined) => exponent?.toFixed(2) ?? "–";

function table(head: readonly string[], rows: readonly string[][]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

/** On what was measured, in one sentence, and how the figures are to be read. */
export function conditions({ date, versions, machine, comparison, growth }: Results): string {
  const runs = (visits: readonly { run: number }[]) => new Set(visits.map(({ run }) => run)).size;
  const { askling, Chromium, ...peers } = versions;
  const others = Object.entries(peers).map(([name, version]) => `${name} ${version}`);
  return `Measured on ${date} with Askling ${askling}, ${others.join(", ")} in Chromium ${Chromium} (headless; ${machine.cores} cores of ${machine.processor}; load ${machine.load.map((load) => load.toFixed(1)).join(" before, ")} after). Runs in turns: ${runs(comparison)}, of the growth at 1×: ${runs(growth)}; medians, ± half the distance between the quartiles.`;
}

/**
 * Puts a text between a page's two markers, in the place of what stands there.
 *
 * @throws an error where the page lacks one of them
 */
export function replaceSection(page: string, text: string): string {
  const [begin, end] = [page.indexOf(BEGIN), page.indexOf(END)];
  if (begin < 0 || end < begin) throw new Error(`The page lacks ${BEGIN} … ${END}.`);
  return `${page.slice(0, begin)}${BEGIN}\n${text}\n${page.slice(end)}`;
}
