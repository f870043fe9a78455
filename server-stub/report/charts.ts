import { BarChart, LineChart } from "echarts/charts";
import { AriaComponent, GridComponent, MarkLineComponent } from "echarts/components";
import { type EChartsCoreOption, init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";

use([BarChart, LineChart, GridComponent, MarkLineComponent, AriaComponent, SVGRenderer]);

const BLUE = "#2f5bea";
const GREY = "#5b6478";
const TEXT = { color: GREY, fontFamily: "system-ui, sans-serif", fontSize: 12 };

/** One bar, or one point of a line. */
export interface ChartPoint {
  name: string;
  value: number | null;
  /** Interval around it. */
  bounds?: readonly [number, number] | null;
  colour?: string;
}

/** A bar for each point, upright or lying. */
export function drawBars(points: readonly ChartPoint[], lying: boolean): string {
  const names = {
    type: "category",
    data: points.map(({ name }) => name),
    axisLabel: TEXT,
    axisTick: { show: false },
  };
  const values = { type: "value", axisLabel: TEXT, splitLine: { lineStyle: { color: "#e6e9f2" } } };
  return draw(720, lying ? 60 + 30 * points.length : 240, {
    xAxis: lying ? values : names,
    // From the top downwards, as the table beside it reads.
    yAxis: lying ? { ...names, inverse: true } : values,
    series: [
      {
        type: "bar",
        barMaxWidth: 28,
        data: points.map(({ value, colour }) => ({
          value,
          itemStyle: { color: colour ?? BLUE, borderRadius: 3 },
        })),
        label: {
          show: lying,
          position: "right",
          ...TEXT,
          formatter: ({ value }: { value: number }) => round(value),
        },
      },
    ],
  });
}

/** A line with its interval as a band. */
export function drawLine(points: readonly ChartPoint[], benchmark: number | undefined): string {
  const band = (pick: (bounds: readonly [number, number]) => number) =>
    points.map(({ bounds }) => (bounds ? pick(bounds) : null));
  const quiet = {
    type: "line",
    stack: "band",
    stackStrategy: "all",
    symbol: "none",
    lineStyle: { opacity: 0 },
    silent: true,
  };
  const mark = {
    silent: true,
    symbol: "none",
    lineStyle: { color: GREY, type: "dashed" },
    data: [{ yAxis: benchmark }],
  };
  return draw(720, 260, {
    xAxis: { type: "category", data: points.map(({ name }) => name), axisLabel: TEXT, boundaryGap: false },
    yAxis: { type: "value", axisLabel: TEXT, scale: true, splitLine: { lineStyle: { color: "#e6e9f2" } } },
    series: [
      { ...quiet, data: band(([low]) => low) },
      { ...quiet, data: band(([low, high]) => high - low), areaStyle: { color: BLUE, opacity: 0.12 } },
      {
        type: "line",
        data: points.map(({ value }) => value),
        symbolSize: 5,
        lineStyle: { color: BLUE, width: 2 },
        itemStyle: { color: BLUE },
        ...(benchmark === undefined ? {} : { markLine: mark }),
      },
    ],
  });
}

function round(value: number | undefined): string {
  return typeof value === "number" ? String(Math.round(value * 10) / 10) : "";
}

/** An SVG of a fixed size that scales with the page. */
function draw(width: number, height: number, option: EChartsCoreOption): string {
  const chart = init(null, null, { renderer: "svg", ssr: true, width, height });
  chart.setOption({
    animation: false,
    grid: {
      left: 12,
      right: 48,
      top: 16,
      bottom: 12,
      outerBoundsMode: "same",
      outerBoundsContain: "axisLabel",
    },
    ...option,
  });
  const svg = chart.renderToSVGString();
  chart.dispose();
  return svg;
}
