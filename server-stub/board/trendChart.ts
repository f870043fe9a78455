import uPlot from "uplot";

/** What a trend is drawn from, in order of time. */
export interface Trend {
  /** First days of the steps, as seconds UTC. */
  at: readonly number[];
  value: readonly (number | null)[];
  low: readonly (number | null)[];
  high: readonly (number | null)[];
  /** Of single steps, behind a mean over several; may be empty. */
  dots: readonly (number | null)[];
  benchmark: number | undefined;
  /** The least and the most that the figure can be. */
  bounds: readonly [number, number];
  formatDay(seconds: number): string;
  formatValue(value: number): string;
  /** What is said of one step when it is pointed at. */
  describe(index: number): string;
}

/** A trend on the page. */
export interface TrendChart {
  show(trend: Trend): void;
  destroy(): void;
}

const DAY_S = 86_400;
const HEIGHT = 236;
const SPACES_S = [1, 2, 7, 14, 28, 56, 112, 364].map((days) => days * DAY_S);

/**
 * @param host - takes the drawing, as wide as it is
 * @param readout - takes what is said of the step that is pointed at
 */
export function createTrendChart(host: HTMLElement, readout: HTMLElement): TrendChart {
  let plot: uPlot | undefined;
  let trend: Trend | undefined;
  const draw = () => {
    plot?.destroy();
    plot = trend && host.clientWidth > 0 ? plotTrend(host, readout, trend) : undefined;
  };
  const resizing = new ResizeObserver(() => {
    if (!plot) draw();
    else if (plot.width !== host.clientWidth) plot.setSize({ width: host.clientWidth, height: HEIGHT });
  });
  resizing.observe(host);
  // Colours are read when it is drawn.
  const changes = ["(prefers-color-scheme: dark)", "(forced-colors: active)", "print"].map((query) =>
    matchMedia(query),
  );
  const schemeChange = new MutationObserver(draw);
  schemeChange.observe(document.documentElement, { attributeFilter: ["data-scheme"] });
  for (const change of changes) change.addEventListener("change", draw);
  return {
    show(next) {
      trend = next;
      draw();
    },
    destroy() {
      resizing.disconnect();
      schemeChange.disconnect();
      for (const change of changes) change.removeEventListener("change", draw);
      plot?.destroy();
    },
  };
}

function plotTrend(host: HTMLElement, readout: HTMLElement, trend: Trend): uPlot {
  const style = getComputedStyle(host);
  const colour = (name: string) => style.getPropertyValue(`--${name}`).trim();
  const { at, value, low, high, dots, benchmark, bounds, formatDay, formatValue, describe } = trend;
  const font = `11px ${style.fontFamily}`;
  const axis = { stroke: colour("dim"), font, ticks: { show: false } };
  readout.textContent = "";
  return new uPlot(
    {
      width: host.clientWidth,
      height: HEIGHT,
      legend: { show: false },
      tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1e3), "Etc/UTC"),
      cursor: { y: false, drag: { x: false, y: false }, points: { show: false } },
      scales: { y: { range: () => rangeOf([...low, ...high, ...value, benchmark], bounds) } },
      axes: [
        {
          ...axis,
          grid: { show: false },
          space: 64,
          incrs: SPACES_S,
          values: (_plot, splits) => splits.map(formatDay),
        },
        {
          ...axis,
          size: 46,
          grid: { stroke: colour("line"), width: 1 },
          values: (_plot, splits) => splits.map(formatValue),
        },
      ],
      series: [
        {},
        { stroke: "transparent", points: { show: false } },
        { stroke: "transparent", points: { show: false } },
        { stroke: colour("accent"), width: 2.2, points: { show: false }, spanGaps: false },
        {
          stroke: colour("accent-soft"),
          width: 0,
          paths: () => null,
          points: { show: true, size: 4, fill: colour("accent-soft") },
        },
      ],
      bands: [{ series: [1, 2], fill: colour("accent-faint") }],
      hooks: {
        draw: [(plot) => benchmark !== undefined && drawBenchmark(plot, benchmark, colour("mark"))],
        setCursor: [
          ({ cursor: { idx } }) => {
            readout.textContent = idx === null || idx === undefined ? "" : describe(idx);
          },
        ],
      },
    },
    [[...at], [...high], [...low], [...value], [...dots]],
    host,
  );
}

/** From a little below the least to a little above the most, within what is possible. */
function rangeOf(
  values: readonly (number | null | undefined)[],
  [least, most]: readonly [number, number],
): [number, number] {
  const known = values.filter((value) => typeof value === "number");
  const low = Math.min(...known);
  const high = Math.max(...known);
  const margin = Math.max((high - low) * 0.12, (most - least) * 0.02);
  return [Math.max(least, low - margin), Math.min(most, high + margin)];
}

function drawBenchmark(plot: uPlot, benchmark: number, colour: string): void {
  const { ctx, bbox } = plot;
  const y = Math.round(plot.valToPos(benchmark, "y", true)) + 0.5;
  ctx.save();
  ctx.strokeStyle = colour;
  ctx.lineWidth = devicePixelRatio;
  ctx.setLineDash([5 * devicePixelRatio, 4 * devicePixelRatio]);
  ctx.beginPath();
  ctx.moveTo(bbox.left, y);
  ctx.lineTo(bbox.left + bbox.width, y);
  ctx.stroke();
  ctx.restore();
}
