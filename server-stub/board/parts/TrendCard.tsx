import { figureKindOf, hasFigure } from "../../../widget/manifest/question-types.ts";
import type { Results } from "../../answers/results.ts";
import { NO_FIGURE } from "../format.ts";
import type { Board } from "../model/board.ts";
import { drawingOf, stepsOf, type TrendStep } from "../trend.ts";
import { STEPS } from "../view.ts";
import { Card } from "./Card.tsx";
import { Scroll } from "./Scroll.tsx";
import { TrendPlot } from "./TrendPlot.tsx";

/** Is it changing? */
export function TrendCard({ board, results }: { board: Board; results: Results }) {
  const { figures, looks, route } = board;
  const words = looks.words.value;
  const format = looks.format.value;
  const id = figures.focus.value;
  const of = results.questions[id];
  if (!of || !hasFigure(of.type)) return null;
  const { type } = of;
  const unit = figureKindOf(type);
  const points = Object.keys(of.counts ?? {}).length;
  const { step } = route.view.value;
  const steps = stepsOf(results.series ?? [], id, type);
  const known = steps.filter((one): one is TrendStep & { value: number } => one.value !== null);
  const [first, last] = [known[0], known[known.length - 1]];
  const print = (value: number) => format.figure(value, unit);
  const values = known.map(({ value }) => value);
  const isMean = steps.some(({ own }) => own !== null);
  const heading = (label: string) => (
    <th scope="col" class="n">
      {label}
    </th>
  );
  const cell = (text: string) => <td class="n">{text}</td>;
  const benchmark = of.benchmark ?? null;
  const title = [
    `${words.trend} · ${words.figureNames[type]}`,
    isMean ? words.trendAverage : words.trendDaily,
    ...(benchmark === null ? [] : [words.benchmark(print(benchmark))]),
  ].join(" · ");
  return (
    <Card
      id="trend"
      width={8}
      busy={figures.results.value.busy}
      title={title}
      aside={
        <fieldset class="switch" aria-label={words.trend}>
          {STEPS.map((one) => (
            <button key={one} aria-pressed={one === step} onClick={() => route.go({ step: one })}>
              {words.steps[one]}
            </button>
          ))}
        </fieldset>
      }
    >
      {first && last ? (
        <>
          <TrendPlot
            trend={drawingOf(steps, of, { type, points, format, words })}
            summary={words.trendSummary(
              format.day(first.at),
              format.day(last.at),
              print(first.value),
              print(last.value),
              print(Math.min(...values)),
              print(Math.max(...values)),
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
