import { BarChart, LineChart } from "echarts/charts";
import { AriaComponent, GridComponent, TitleComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { SERIES, WHEN } from "./markdown.ts";
import type { GrowthSeries } from "./results.ts";
import { type ContenderSummary, type Cost, type GrowthSummary, RATES } from "./summary.ts";

use([BarChart, LineChart, GridComponent, TitleComponent, AriaComponent, SVGRenderer]);

const [WIDTH, HEIGHT] = [960, 500];
const SLOW = RATES.length - 1;
/** By day and, where the reader's system is dark, by night: the picture lies on the page's own ground. */
const COLOURS: Record<"text" | "line" | "own" | "ownLight" | "other", [day: string, night: string]> = {
  text: ["#57606a", "#9198a1"],
  line: ["#d8dee4", "#30363d"],
  own: ["#2f5bea", "#7d9bff"],
  ownLight: ["#8fa8f5", "#4a63b8"],
  other: ["#8c959f", "#6e7681"],
};
const TEXT = { color: COLOURS.text[0], fontFamily: "system-ui, sans-serif", fontSize: 12 };

/** Draws comparison and growth as an SVG, for light and dark grounds. */
export function drawPicture(
  contenders: readonly ContenderSummary[],
  growth: readonly GrowthSummary[],
): string {
  const slow = (pick: (cost: Cost) => number) => (contender: ContenderSummary) => {
    const cost = contender.costs[SLOW];
    return cost ? pick(cost) : Number.NaN;
  };
  const at = `at ${RATES[SLOW]}×, ms`;
  const bars = [
    { title: "To the prompt, KB", pick: ({ bytes }: ContenderSummary) => bytes / 1_000 },
    { title: `Script before it ${at}`, pick: slow(({ script }) => script.median) },
    { title: `Trigger to sight ${at}`, pick: slow(({ sight }) => sight.median) },
    { title: `Work of showing ${at}`, pick: slow(({ work }) => work.median) },
  ].map(({ title, pick }, index) =>
    barPanel(
      title,
      contenders.map(({ name }) => name),
      contenders.map(pick),
      index,
    ),
  );
  const series = [...new Set(growth.map((one) => one.series))];
  const lines = series.map((one, index) =>
    linePanel(
      one,
      growth.filter((summary) => summary.series === one),
      bars.length + index,
    ),
  );
  const panels = [...bars, ...lines];
  const chart = init(null, null, { renderer: "svg", ssr: true, width: WIDTH, height: HEIGHT });
  chart.setOption({
    animation: false,
    title: panels.flatMap(({ titles }) => titles),
    grid: panels.map(({ grid }) => grid),
    xAxis: panels.map(({ xAxis }) => xAxis),
    yAxis: panels.map(({ yAxis }) => yAxis),
    series: [...bars.flatMap((panel) => panel.series), ...lines.flatMap((panel) => panel.series)],
  });
  const svg = chart.renderToSVGString();
  chart.dispose();
  return svg.replace(/(<svg[^>]*>)/, `$1<style>${darkStyle()}</style>`);
}

function darkStyle(): string {
  const rules = Object.values(COLOURS).map(
    ([light, dark]) => `[fill="${light}"]{fill:${dark}}[stroke="${light}"]{stroke:${dark}}`,
  );
  return `@media (prefers-color-scheme:dark){${rules.join("")}}`;
}

const heading = (text: string, left: number, top: number, textStyle = { ...TEXT, fontWeight: 600 }) => ({
  text,
  left,
  top,
  padding: 0,
  textStyle,
});
const quietAxis = { axisLine: { show: false }, axisTick: { show: false }, splitLine: { show: false } };

/** Names stand at the first of the panels only. */
function barPanel(title: string, names: readonly string[], values: readonly number[], index: number) {
  const left = 170 + index * 198;
  const grid = { left, top: 40, width: 140, height: 150 };
  return {
    titles: [heading(title, left, 14)],
    grid,
    xAxis: { gridIndex: index, type: "value", min: 0, ...quietAxis, axisLabel: { show: false } },
    yAxis: {
      gridIndex: index,
      type: "category",
      inverse: true,
      data: [...names],
      ...quietAxis,
      axisLabel: { ...TEXT, show: index === 0 },
    },
    series: [
      {
        type: "bar",
        xAxisIndex: index,
        yAxisIndex: index,
        barMaxWidth: 20,
        data: values.map((value, at) => ({
          value,
          itemStyle: {
            color: COLOURS[at === 0 ? "own" : at === 1 ? "ownLight" : "other"][0],
            borderRadius: 3,
          },
        })),
        label: {
          show: true,
          position: "right",
          ...TEXT,
          formatter: ({ value }: { value: number }) => value.toFixed(0),
        },
      },
    ],
  };
}

const colourOf = (when: GrowthSummary["when"]) => COLOURS[when === "showing" ? "own" : "text"][0];

/** Cost against size, both by their logarithms. */
function linePanel(series: GrowthSeries, costs: readonly GrowthSummary[], index: number) {
  const place = index % 4;
  const left = 40 + place * 310;
  const axis = { type: "log", axisLabel: TEXT, axisTick: { show: false }, minorTick: { show: false } };
  const split = { splitLine: { lineStyle: { color: COLOURS.line[0] } } };
  return {
    titles: [
      heading(`ms by ${SERIES[series]}`, left, 220),
      ...costs.map(({ when, exponent }, at) =>
        heading(`${WHEN[when]}, exponent ${exponent?.toFixed(2) ?? "–"}`, left, 240 + 16 * at, {
          ...TEXT,
          color: colourOf(when),
          fontWeight: 400,
        }),
      ),
    ],
    grid: { left, top: 286, width: 250, height: 170 },
    xAxis: {
      gridIndex: index,
      ...axis,
      splitLine: { show: false },
      axisLine: { lineStyle: { color: COLOURS.line[0] } },
    },
    yAxis: { gridIndex: index, ...axis, ...split, min: 1, max: 1_000, axisLine: { show: false } },
    series: costs.map(({ when, points }) => {
      const colour = colourOf(when);
      const drawn = points.filter(({ size, cost }) => size > 0 && cost > 0);
      return {
        type: "line",
        xAxisIndex: index,
        yAxisIndex: index,
        symbol: "circle",
        symbolSize: 5,
        lineStyle: { color: colour, width: 2 },
        itemStyle: { color: colour },
        data: drawn.map(({ size, cost }) => [size, cost]),
      };
    }),
  };
}
