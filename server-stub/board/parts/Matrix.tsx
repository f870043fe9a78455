import type { QuestionFigures, QuestionLabels } from "../../answers/results.ts";
import { choiceLabel } from "../labels.ts";
import type { Board } from "../model/board.ts";
import { Scroll } from "./Card.tsx";

interface Props {
  board: Board;
  tally: QuestionFigures;
  question: QuestionLabels | undefined;
  /** Id of the heading that names it. */
  labelledBy: string;
}

/** The cells of a matrix, darker where more answered, with each row's mean where columns have values. */
export function Matrix({ board, tally, question, labelledBy }: Props) {
  const { looks } = board;
  const words = looks.words.value;
  const format = looks.format.value;
  const rows = Object.entries(tally.rows ?? {});
  const columns = Object.keys(rows.find(([, { counts }]) => counts)?.[1].counts ?? {});
  const hasMeans = rows.some(([, { mean }]) => typeof mean === "number");
  const label = (id: string, part: "rows" | "columns") =>
    choiceLabel(question, id, { words, language: looks.language.value, part });
  return (
    <Scroll labelledBy={labelledBy}>
      <table class="matrix">
        <thead>
          <tr>
            <td />
            {columns.map((id) => (
              <th key={id} scope="col" class="n">
                {label(id, "columns")}
              </th>
            ))}
            {hasMeans && (
              <th scope="col" class="n">
                {words.mean}
              </th>
            )}
            <th scope="col" class="n">
              {words.answersColumn}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([row, { n, counts, mean }]) => (
            <tr key={row}>
              <th scope="row">{label(row, "rows")}</th>
              {columns.map((id) => {
                const share = n && counts ? (counts[id] ?? 0) / n : 0;
                return (
                  <td key={id} class={`n heat${Math.ceil(4 * share)}`}>
                    {format.percent(n && counts ? share : null)}
                  </td>
                );
              })}
              {hasMeans && <td class="n">{format.figure(mean ?? null, "mean")}</td>}
              <td class="n dim">{format.whole(n)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
