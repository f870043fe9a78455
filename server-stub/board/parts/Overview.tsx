import { type FigureKind, hasFigure } from "../../../widget/manifest/question-types.ts";
import type { Difference, Results } from "../../answers/results.ts";
import { figureOf, isHidden } from "../figure.ts";
import { questionTitle } from "../labels.ts";
import type { Board } from "../model/board.ts";
import { isAbsent } from "../model/resource.ts";
import { Card } from "./Card.tsx";

const HOUR_MS = 3_600_000;
const MAX_FIGURES = 2;

/** The first look: the main figures, who answers, who waits. */
export function Overview({ board, results }: { board: Board; results: Results }) {
  const { figures, looks, route } = board;
  const { scored, focus, questions, followUp } = figures;
  const words = looks.words.value;
  const format = looks.format.value;
  const funnel = isAbsent(followUp.value) ? undefined : followUp.value.value;
  const first = scored.value.slice(0, MAX_FIGURES);
  const ids =
    first.includes(focus.value) || !focus.value ? first : [focus.value, ...first.slice(0, MAX_FIGURES - 1)];
  const known = questions.value.value?.questions ?? [];
  const busy = figures.results.value.busy;
  const count = ids.length + 1 + (funnel ? 1 : 0);
  const width = count === 4 ? 3 : count === 3 ? 4 : 6;
  return (
    <>
      {ids.map((id) => {
        const tally = results.questions[id];
        if (!tally || !hasFigure(tally.type)) return null;
        const figure = figureOf(tally.type, tally);
        const isFocus = id === focus.value;
        return (
          <Card
            key={id}
            id={`figure-${id}`}
            width={width}
            busy={busy}
            title={words.figureNames[tally.type]}
            aside={
              scored.value.length > 1 && (
                <button
                  class="focus"
                  aria-pressed={isFocus}
                  aria-label={words.focus(questionTitle(known, id, looks.language.value))}
                  onClick={() => route.go({ question: id })}
                />
              )
            }
          >
            <p class="question dim" title={questionTitle(known, id, looks.language.value)}>
              {questionTitle(known, id, looks.language.value)}
            </p>
            <p class="value">{format.figure(figure.value, figure.unit)}</p>
            <p class="dim">
              {figure.n === 0
                ? words.nobody
                : isHidden(tally)
                  ? words.tooFew(format.whole(tally.n))
                  : [
                      figure.ci95 && words.interval(format.interval(figure.ci95, figure.unit)),
                      words.n(format.whole(figure.n)),
                    ]
                      .filter(Boolean)
                      .join(" · ")}
            </p>
            {figure.unit !== "mean" && (
              <ChangeLine change={results.compare?.questions[id]} unit={figure.unit} board={board} />
            )}
          </Card>
        );
      })}
      <Card id="rate" width={width} busy={busy} title={words.responseRate}>
        <p class="value">{format.percent(results.responseRate)}</p>
        <p class="dim">{words.answeredOf(format.whole(results.answered), format.whole(results.shown))}</p>
        <p class="dim">
          {[
            results.completionRate !== null && words.completion(format.percent(results.completionRate)),
            results.snoozed > 0 && words.snoozed(format.percent(results.snoozed / results.shown)),
          ]
            .filter(Boolean)
            .join(" · ")}
        </p>
      </Card>
      {funnel && (
        <Card id="funnel" width={width} busy={busy} title={words.waiting}>
          <p class="value">{format.whole(funnel.open)}</p>
          <p class="dim">
            {funnel.overdue > 0 ? (
              <strong class="bad">{words.overdue(format.whole(funnel.overdue))}</strong>
            ) : (
              words.noneOverdue
            )}
            {funnel.medianHoursToContact !== null &&
              ` · ${words.medianContact(format.duration(funnel.medianHoursToContact * HOUR_MS))}`}
            {funnel.contactedInTime !== null && ` · ${words.inTime(format.percent(funnel.contactedInTime))}`}
          </p>
          <p class="dim">
            {words.funnel(
              format.whole(funnel.unhappy),
              format.whole(funnel.contacted),
              format.whole(funnel.recovered),
            )}
          </p>
        </Card>
      )}
    </>
  );
}

const SIGNS = { up: "▲", down: "▼", chance: "", same: "" };

/** How a figure has changed, and whether that is more than chance. */
function ChangeLine({
  change,
  unit,
  board,
}: {
  change: Difference | undefined;
  unit: FigureKind;
  board: Board;
}) {
  const words = board.looks.words.value;
  const difference = change?.difference ?? null;
  if (difference === null) return <p class="dim">{`${words.vsBefore}: ${words.change.unknown}`}</p>;
  const verdict = difference === 0 ? "same" : (change?.change ?? "chance");
  const measure = unit === "share" ? ` ${words.percentPoints}` : "";
  return (
    <p class="dim change">
      <span class={verdict === "up" ? "good" : verdict === "down" ? "bad" : ""}>
        {SIGNS[verdict]} {board.looks.format.value.difference(difference, unit)}
        {measure}
      </span>{" "}
      {words.vsBefore}, {words.change[verdict]}
    </p>
  );
}
