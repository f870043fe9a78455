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
  const tally = results.questions[figures.focus.value];
  if (!tally) return null;
  const points = Object.keys(tally.counts ?? {});
  const hasEnds = isScoreType(tally.type) && points.length > 0;
  const ends = !hasEnds ? "" : ` ${points[0] ?? ""} – ${points[points.length - 1] ?? ""}`;
  return (
    <Card
      id="distribution"
      width={4}
      busy={figures.results.value.busy}
      title={`${words.distribution}${ends}`}
    >
      {tally.n > 0 && !isHidden(tally) ? (
        <Columns board={board} tally={tally} />
      ) : (
        <p class="nothing dim">
          {tally.n > 0 ? words.tooFew(looks.format.value.whole(tally.n)) : words.nobody}
        </p>
      )}
    </Card>
  );
}

/** A column for each point of a scale, and the sums of its bands. */
export function Columns({
  board,
  tally,
  small = false,
}: {
  board: Board;
  tally: QuestionFigures;
  small?: boolean;
}) {
  const { looks } = board;
  const words = looks.words.value;
  const format = looks.format.value;
  const counts = Object.entries(tally.counts ?? {});
  const most = Math.max(1, ...counts.map(([, count]) => count));
  const isScale = isScoreType(tally.type);
  const band = (point: string) =>
    bandOf(tally.type, isScale ? Number(point) : point, counts.length) ?? "middle";
  const names = bandNames(tally.type, words);
  const share = (count: number) => format.percent(tally.n ? count / tally.n : null);
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
