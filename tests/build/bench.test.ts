import { expect, it } from "vitest";
import { CONTENDERS, EMPTY } from "../bench/browser/contenders.ts";
import { exponentOf, quantile, spreadOf } from "../bench/browser/figures.ts";
import {
  comparisonTable,
  conditions,
  growthTable,
  replaceSection,
  workByClockTable,
} from "../bench/browser/markdown.ts";
import { drawPicture } from "../bench/browser/picture.ts";
import type { GrowthVisit, Results, VisitFigures } from "../bench/browser/results.ts";
import { RATES, summarizeComparison, summarizeGrowth } from "../bench/browser/summary.ts";
import { readTrace, spansBefore, spansBetween } from "../bench/browser/trace.ts";

it("median and quartiles lie between neighbours where no value is in the middle", () => {
  expect(spreadOf([4, 1, 3, 2])).toEqual({ median: 2.5, low: 1.75, high: 3.25 });
  expect(spreadOf([7])).toEqual({ median: 7, low: 7, high: 7 });
  expect(() => quantile([], 0.5)).toThrow(RangeError);
});

it.each([
  ["does not grow", (_size: number) => 5, 0],
  ["grows by the root", (size: number) => 2 * Math.sqrt(size), 0.5],
  ["doubles with the size", (size: number) => 3 * size, 1],
  ["grows by the square", (size: number) => size * size, 2],
])("the exponent of a cost that %s is found", (_name, cost, exponent) => {
  const points = [1, 10, 100, 1_000].map((size) => ({ size, cost: cost(size) }));
  expect(exponentOf(points)).toBeCloseTo(exponent, 10);
  // Neither has a logarithm.
  expect(exponentOf([{ size: 0, cost: 9 }, ...points, { size: 5, cost: -1 }])).toBeCloseTo(exponent, 10);
});

it("there is no exponent of one size", () => {
  expect(exponentOf([{ size: 0, cost: 1 }])).toBeUndefined();
  expect(exponentOf([{ size: 3, cost: 1 }])).toBeUndefined();
});

const MARK = { name: "bench-trigger", cat: "blink.user_timing", pid: 1, tid: 1, ts: 20_000 };
const task = (ts: number, dur: number, more: object = {}) => ({
  ...{ name: "RunTask", cat: "devtools", pid: 1, tid: 1, ts, dur, tdur: dur / 2 },
  ...more,
});

it("of a trace the tasks and scripts of the marked thread are read, no part of them twice", () => {
  const traceEvents = [
    task(1_000, 4_000),
    task(2_000, 2_000, { name: "EvaluateScript" }),
    task(2_500, 1_000, { name: "FunctionCall" }),
    task(4_500, 400, { name: "FunctionCall" }),
    task(4_000, 300, { name: "Layout" }),
    task(1_000, 9_000, { tid: 2 }),
    task(19_000, 3_000),
    MARK,
    task(23_000, 1_000),
  ];
  const { tasks, scripts, marks } = readTrace(JSON.stringify({ traceEvents }), MARK.name);
  const trigger = marks.get(MARK.name) ?? 0;
  expect(trigger).toBe(20);
  expect(scripts.map(({ start, cpu }) => [start, cpu])).toEqual([
    [2, 1],
    [4.5, 0.2],
  ]);
  // The task of the trigger itself belongs to what follows it.
  expect(spansBefore(tasks, trigger).map(({ start }) => start)).toEqual([1]);
  expect(spansBetween(tasks, trigger, 23.5).map(({ start }) => start)).toEqual([19, 23]);
});

it("a trace of a page that has set no mark is refused", () => {
  expect(() => readTrace(JSON.stringify({ traceEvents: [] }), MARK.name)).toThrow(/bench-trigger/);
});

/** Figures that are all multiples of one number. */
const figures = (times: number): VisitFigures => ({
  before: { script: 10 * times, work: 20 * times, longest: 5 * times },
  showing: {
    sight: 30 * times,
    work: 40 * times,
    longest: 8 * times,
    workByClock: 50 * times,
    longestByClock: 9 * times,
  },
  shift: { shown: 0, answered: times > 2 ? 0.008 : 0 },
  heap: 1e6 * times,
  toPrompt: { bytes: 10_000 * times, requests: 3 },
  inAll: { bytes: 20_000 * times, requests: 4 },
  transfers: [],
});
const growthVisit = (size: number, run: number): GrowthVisit => ({
  ...{ series: "rows", size, run },
  before: 5 + run,
  showing: size,
});
const RESULTS: Results = {
  date: "2026-11-28",
  versions: { askling: "1.0.0", Chromium: "156.0", "posthog-js": "1.449.2" },
  machine: { processor: "Some CPU", cores: 2, load: [0.1, 0.2] },
  comparison: CONTENDERS.flatMap(({ id }) =>
    RATES.flatMap((rate) =>
      [1, 2, 3].map((run) => ({
        ...{ contender: id, rate, run },
        figures: figures(id === EMPTY ? 1 : rate * run),
      })),
    ),
  ),
  growth: [0, 10, 100].flatMap((size) => [0, 1, 2].map((run) => growthVisit(size, run))),
};

it("script, work and memory are less those of the empty page, sight and tasks are not", () => {
  const [first, ...others] = summarizeComparison(RESULTS);
  expect(others.map(({ name }) => name)).toEqual(
    CONTENDERS.slice(1)
      .filter(({ id }) => id !== EMPTY)
      .map(({ name }) => name),
  );
  // Runs 1, 2 and 3 at 1×, where the empty page is as a run of 1.
  expect(first?.costs[0]).toEqual({
    script: { median: 10, low: 5, high: 15 },
    work: { median: 40, low: 20, high: 60 },
    heap: { median: 1e6, low: 0.5e6, high: 1.5e6 },
    sight: { median: 60, low: 45, high: 75 },
    longestBefore: { median: 10, low: 7.5, high: 12.5 },
    longest: { median: 16, low: 12, high: 20 },
    workByClock: { median: 50, low: 25, high: 75 },
    longestByClock: { median: 18, low: 13.5, high: 22.5 },
  });
  expect(first?.shift).toEqual({ shown: 0, answered: 0.008 });
});

it("the comparison is a table of Markdown with both speeds", () => {
  const [head, rule, first, ...others] = comparisonTable(summarizeComparison(RESULTS)).split("\n");
  expect([head, rule].map((line) => line?.split("|").length)).toEqual([10, 10]);
  expect(first).toBe(
    "| Askling by tag | 35.0 (3) | 10 ± 5 / 70 ± 20 | 60 ± 15 / 240 ± 60 | 40 ± 20 / 280 ± 80 | 40 ± 10, 64 ± 16 | 0, 0.008 | 1.00 ± 0.50 |",
  );
  expect(others).toHaveLength(3);
  expect(workByClockTable(summarizeComparison(RESULTS)).split("\n")[2]).toBe(
    "| Askling by tag | 50 ± 25 / 350 ± 100 | 18 ± 5 / 72 ± 18 |",
  );
});

it("the growth is a table of Markdown with the costs and their exponents", () => {
  expect(growthTable(summarizeGrowth(RESULTS)).split("\n").slice(2)).toEqual([
    "| 0 · 10 · 100 answers waiting on the device | before a prompt | 6 · 6 · 6 | 0.00 | 0.00 |",
    "| 0 · 10 · 100 answers waiting on the device | showing it | 0 · 10 · 100 | 1.00 | 1.00 |",
  ]);
});

it("the conditions name day, versions, machine, load and runs", () => {
  const said = conditions(RESULTS);
  for (const part of [
    "2026-11-28",
    "posthog-js 1.449.2",
    "Chromium 156.0",
    "Some CPU",
    "0.1",
    "in turns: 3,",
  ])
    expect(said).toContain(part);
});

it("the picture names every contender and has colours for dark grounds", () => {
  const svg = drawPicture(summarizeComparison(RESULTS), summarizeGrowth(RESULTS));
  for (const { name, id } of CONTENDERS) if (id !== EMPTY) expect(svg).toContain(name);
  expect(svg).toContain("answers waiting on the device");
  const dark = /prefers-color-scheme:dark\)\{(.*)\}<\/style>/.exec(svg)?.[1] ?? "";
  const colours = new Set([...svg.matchAll(/<text[^>]* fill="([^"]+)"/g)].map(([, colour]) => colour));
  expect(colours.size).toBe(2);
  for (const colour of colours) expect(dark).toContain(`[fill="${colour}"]`);
});

it("a section of a page is replaced between its markers, as often as one likes", () => {
  const page = "Before\n\n<!-- bench -->\n<!-- /bench -->\n\nAfter\n";
  const once = replaceSection(page, "| a |");
  expect(once).toBe("Before\n\n<!-- bench -->\n| a |\n<!-- /bench -->\n\nAfter\n");
  expect(replaceSection(once, "| a |")).toBe(once);
  expect(() => replaceSection("Before", "| a |")).toThrow(/<!-- bench -->/);
});
