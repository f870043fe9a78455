import type { FigureKind } from "../../../widget/manifest/question-types.ts";
import type { Difference } from "../../answers/results.ts";
import type { Board } from "../model/board.ts";

const SIGNS = { up: "▲", down: "▼", chance: "", same: "" };

/** How a figure has changed, and whether that is more than chance. */
export function ChangeLine({
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
