import { isScoreType } from "../../../widget/manifest/question-types.ts";
import type { QuestionFigures, Results } from "../../answers/results.ts";
import { BANDS, bandNames, bandOf, isHidden } from "../figure.ts";
import { choiceLabel } from "../labels.ts";
import type { Board } from "../model/board.ts";
import { Card } from "./Card.tsx";

/** How the answers to the question in focus lie on its scale. */
export function Distribution({ board, results }: { board: Board; results: Results }) {
  const { figures, looks } = board;
  const words = looks.words.value;
  const of = results.questions[figures.focus.value];
  if (!of) return null;
  const points = Object.keys(of.counts ?? {});
  const hasEnds = isScoreType(of.type) && points.length > 0;
  const ends = !hasEnds ? "" : ` ${points[0] ?? ""} – ${points[points.length - 1] ?? ""}`;
  return (
    <Card
      id="distribution"
      width={4}
      busy={figures.results.value.busy}
      title={`${words.distribution}${ends}`}
    >
      {of.n > 0 && !isHidden(of) ? (
        <Columns board={board} of={of} />
      ) : (
        <p class="nothing dim">{of.n > 0 ? words.tooFew(looks.format.value.whole(of.n)) : words.nobody}</p>
      )}
    </Card>
  );
}

/** A column for each point of a scale, and the sums of its bands. */
export function Columns({
  board,
  of,
  small = false,
}: {
  board: Board;
  of: QuestionFigures;
  small?: boolean;
}) {
  const { looks } = board;
  const words = looks.words.value;
  const format = looks.format.value;
  const counts = Object.entries(of.counts ?? {});
  const most = Math.max(1, ...counts.map(([, count]) => count));
  const isScale = isScoreType(of.type);
  const band = (point: string) => bandOf(of.type, isScale ? Number(point) : point, counts.length) ?? "middle";
  const names = bandNames(of.type, words);
  const share = (count: number) => format.percent(of.n ? count / of.n : null);
  const name = (point: string) => choiceLabel(undefined, point, { words, language: looks.language.value });
  return (
    <>
      <ul class={small ? "columns small" : "columns"}>
        {counts.map(([point, count]) => (
          <li key={point} title={words.bar(name(point), format.whole(count), share(count))}>
            <span class="unseen">{words.bar(name(point), format.whole(count), share(count))}</span>
            <span class="column" aria-hidden="true">
              <i
                class={band(point)}
                style={{ height: `${count === 0 ? 0 : Math.max(2, (100 * count) / most)}%` }}
              />
            </span>
            <span class="point" aria-hidden="true">
              {name(point)}
            </span>
          </li>
        ))}
      </ul>
      {!small && isScale && (
        <ul class="sums">
          {BANDS.map((bandName) => {
            const sum = counts.reduce(
              (total, [point, count]) => total + (band(point) === bandName ? count : 0),
              0,
            );
            return (
              <li key={bandName}>
                <i class={bandName} aria-hidden="true" />
                <span>{names[bandName]}</span> <b>{share(sum)}</b>
              </li>
            );
          })}
        </ul>
      )}
    </>
  );
}
