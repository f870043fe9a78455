import { Component, createRef } from "preact";
import { figureKindOf, hasFigure } from "../../../widget/manifest/question-types.ts";
import type { Results } from "../../answers/results.ts";
import { NO_FIGURE } from "../format.ts";
import type { Board } from "../model/board.ts";
import { drawingOf, stepsOf, type TrendStep } from "../trend.ts";
import { createTrendChart, type Trend, type TrendChart } from "../trendChart.ts";
import { STEPS } from "../view.ts";
import { Card, Scroll } from "./Card.tsx";

/** Is it changing? */
export function TrendCard({ board, results }: { board: Board; results: Results }) {
  const { figures, looks, route } = board;
  const words = looks.words.value;
  const format = looks.format.value;
  const id = figures.focus.value;
  const tally = results.questions[id];
  if (!tally || !hasFigure(tally.type)) return null;
  const { type } = tally;
  const unit = figureKindOf(type);
  const points = Object.keys(tally.counts ?? {}).length;
  const { step } = route.view.value;
  const steps = stepsOf(results.series ?? [], id, type);
  const known = steps.filter((shown): shown is TrendStep & { value: number } => shown.value !== null);
  const [first, last] = [known[0], known[known.length - 1]];
  const formatFigure = (value: number) => format.figure(value, unit);
  const values = known.map(({ value }) => value);
  const isMean = steps.some(({ own }) => own !== null);
  const heading = (label: string) => (
    <th scope="col" class="n">
      {label}
    </th>
  );
  const cell = (text: string) => <td class="n">{text}</td>;
  const benchmark = tally.benchmark ?? null;
  const title = [
    `${words.trend} · ${words.figureNames[type]}`,
    isMean ? words.trendAverage : words.trendDaily,
    ...(benchmark === null ? [] : [words.benchmark(formatFigure(benchmark))]),
  ].join(" · ");
  return (
    <Card
      id="trend"
      width={8}
      busy={figures.results.value.busy}
      title={title}
      aside={
        <fieldset class="switch" aria-label={words.trend}>
          {STEPS.map((name) => (
            <button key={name} aria-pressed={name === step} onClick={() => route.go({ step: name })}>
              {words.steps[name]}
            </button>
          ))}
        </fieldset>
      }
    >
      {first && last ? (
        <>
          <TrendPlot
            trend={drawingOf(steps, tally, { type, points, format, words })}
            summary={words.trendSummary(
              format.day(first.at),
              format.day(last.at),
              formatFigure(first.value),
              formatFigure(last.value),
              formatFigure(Math.min(...values)),
              formatFigure(Math.max(...values)),
            )}
          />
          <details class="alternative">
            <summary>{words.asTable}</summary>
            <Scroll labelledBy="trend">
              <table>
                <thead>
                  <tr>
                    <th scope="col">{step === "day" ? words.dayColumn : words.weekColumn}</th>
                    {heading(words.figureNames[type])}
                    {isMean && heading(words.answersColumn)}
                    {isMean && heading(words.trendMeanColumn)}
                    {heading(words.intervalColumn)}
                    {heading(words.answersColumn)}
                  </tr>
                </thead>
                <tbody>
                  {steps.map(({ at, value, ci95, n, own }) => (
                    <tr key={at}>
                      <th scope="row">{format.day(at)}</th>
                      {own && cell(format.figure(own.value, unit))}
                      {own && cell(format.whole(own.n))}
                      {cell(format.figure(value, unit))}
                      {cell(ci95 ? format.interval(ci95, unit) : NO_FIGURE)}
                      {cell(format.whole(n))}
                    </tr>
                  ))}
                </tbody>
              </table>
            </Scroll>
          </details>
        </>
      ) : (
        <p class="nothing dim">{words.trendEmpty}</p>
      )}
    </Card>
  );
}

interface PlotProps {
  trend: Trend;
  /** Says in words what the drawing shows. */
  summary: string;
}

/** A trend, drawn; the drawing is one picture to those who do not see it. */
class TrendPlot extends Component<PlotProps> {
  host = createRef<HTMLDivElement>();
  readout = createRef<HTMLParagraphElement>();
  chart: TrendChart | undefined;

  override componentDidMount() {
    const [host, readout] = [this.host.current, this.readout.current];
    if (!host || !readout) return;
    this.chart = createTrendChart(host, readout);
    this.chart.show(this.props.trend);
  }

  override componentDidUpdate() {
    this.chart?.show(this.props.trend);
  }

  override componentWillUnmount() {
    this.chart?.destroy();
  }

  override render({ summary }: PlotProps) {
    return (
      <div class="trend">
        <div class="plot" ref={this.host} role="img" aria-label={summary} />
        <p class="readout" ref={this.readout} aria-hidden="true" />
      </div>
    );
  }
}
