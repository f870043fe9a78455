import type { Board } from "../model/board.ts";
import type { Case } from "../shapes.ts";
import type { Words } from "../words/index.ts";

/** Notes and everything that was changed, newest first. */
export function CaseHistory({ board: { looks }, one }: { board: Board; one: Case }) {
  const words = looks.words.value;
  const format = looks.format.value;
  const lines = [
    ...one.notes.map(({ at, by, text }) => ({ at, by, text, isNote: true })),
    ...one.history
      .filter(({ field }) => field !== "note")
      .map(({ at, by, field, from, to }) => ({
        at,
        by,
        isNote: false,
        text: words.case.changed(
          nameOf(field, words),
          printValue(field, from, words),
          printValue(field, to, words),
        ),
      })),
  ].sort((one, other) => (one.at < other.at ? 1 : -1));
  const opener = one.openedBy === "rule" || !one.openedBy ? words.case.rule : one.openedBy;
  return (
    <>
      <h3>{words.case.history}</h3>
      <ol class="history">
        {lines.map(({ at, by, text, isNote }, index) => (
          <li key={index}>
            <p class={isNote ? "text" : ""}>{text}</p>
            <p class="dim small">
              {by} · {format.time(at)}
            </p>
          </li>
        ))}
        <li>
          <p class="dim small">
            {words.case.openedBy(opener)} · {format.time(one.openedAt)}
          </p>
        </li>
      </ol>
    </>
  );
}

function nameOf(field: string, { case: { fields } }: Words): string {
  return Object.entries(fields).find(([id]) => id === field)?.[1] ?? field;
}

function printValue(field: string, value: unknown, { statuses, none }: Words): string {
  if (value === null || value === undefined || value === "") return none;
  const status = field === "status" && Object.entries(statuses).find(([id]) => id === value)?.[1];
  return status || String(value);
}
