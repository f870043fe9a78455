import type { QuestionFigures, QuestionLabels } from "../../answers/results.ts";
import { choiceLabel } from "../labels.ts";
import type { Board } from "../model/board.ts";

/** How often each option was taken, most first; of a ranking the mean rank, best first. */
export function Options({
  board,
  tally,
  question,
}: {
  board: Board;
  tally: QuestionFigures;
  question: QuestionLabels | undefined;
}) {
  const { looks } = board;
  const words = looks.words.value;
  const format = looks.format.value;
  const isRanking = tally.type === "ranking";
  const rows = Object.entries((isRanking ? tally.meanRank : tally.counts) ?? {})
    .map(([id, value]) => ({ id, value: value ?? 0 }))
    .sort((left, right) => (isRanking ? left.value - right.value : right.value - left.value));
  const most = Math.max(1, ...rows.map(({ value }) => value));
  return (
    <table class="options">
      <thead class="unseen">
        <tr>
          <th scope="col">{words.option}</th>
          <td />
          <th scope="col">{isRanking ? words.meanRank : words.answersColumn}</th>
          <th scope="col">{isRanking ? words.firstPlace : "%"}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ id, value }) => (
          <tr key={id}>
            <th scope="row">{choiceLabel(question, id, { words, language: looks.language.value })}</th>
            <td class="bars">
              <span class="track" aria-hidden="true">
                <i style={{ left: "0", width: `${(100 * value) / most}%` }} />
              </span>
            </td>
            <td class="n">{isRanking ? format.figure(value, "mean") : format.whole(value)}</td>
            <td class="n dim">
              {isRanking
                ? format.whole(tally.first?.[id] ?? 0)
                : format.percent(tally.n ? value / tally.n : null)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
