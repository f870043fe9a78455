import type { Case } from "../../answers/cases.ts";
import type { Board } from "../model/board.ts";
import { formatChange } from "../sentences.ts";

/** Notes and everything that was changed, newest first. */
export function CaseHistory({ board: { looks }, shownCase }: { board: Board; shownCase: Case }) {
  const words = looks.words.value;
  const format = looks.format.value;
  const lines = [
    ...shownCase.notes.map(({ at, by, text }) => ({ at, by, text, isNote: true })),
    ...shownCase.history
      .filter(({ field }) => field !== "note")
      .map(({ at, by, field, from, to }) => ({
        at,
        by,
        isNote: false,
        text: formatChange({ field, from, to }, words, format),
      })),
  ].sort((left, right) => (left.at < right.at ? 1 : -1));
  const name = (by: string | null | undefined) => (by === "rule" || !by ? words.case.rule : by);
  return (
    <>
      <h3>{words.case.history}</h3>
      <ol class="history">
        {lines.map(({ at, by, text, isNote }, index) => (
          <li key={index}>
            <p class={isNote ? "text" : ""}>{text}</p>
            <p class="dim small">
              {name(by)} · {format.time(at)}
            </p>
          </li>
        ))}
        <li>
          <p class="dim small">
            {words.case.openedBy(name(shownCase.openedBy))} · {format.time(shownCase.openedAt)}
          </p>
        </li>
      </ol>
    </>
  );
}
