import type { Case } from "../../answers/cases.ts";
import { timeLeft } from "../due.ts";
import { bandOf } from "../figure.ts";
import type { Board } from "../model/board.ts";

const MINUTE_MS = 60_000;

/** One case of a list: what was said, by whom, and how long there is. */
export function CaseLine({ board, one }: { board: Board; one: Case }) {
  const { looks, route, now } = board;
  const words = looks.words.value;
  const format = looks.format.value;
  const left = timeLeft(one, now.value);
  const { score, scoreType, person } = one;
  const age = now.value.getTime() - Date.parse(one.receivedAt);
  const about = [
    one.assigned,
    person.name ?? person.user,
    age < MINUTE_MS ? words.justNow : words.ago(format.duration(age)),
    one.owner && words.ownedBy(one.owner),
    (one.level ?? 1) > 1 && words.level(format.whole(one.level ?? 1)),
  ].filter(Boolean);
  const isOver = one.overdue || (left !== undefined && left < 0);
  return (
    <li>
      <button class="case" onClick={() => route.go({ open: one.id })}>
        <span class={`badge ${bandOf(scoreType ?? "", score) ?? "middle"}`}>
          <span class="unseen">{words.score} </span>
          {score === null || score === undefined ? "–" : String(score)}
        </span>
        <span class="said">
          <span class={one.text ? "text" : "text dim"}>{one.text || words.noText}</span>
          <span class="dim small">{about.join(" · ")}</span>
        </span>
        <span class="due">
          {one.recovered && <span class="good">{words.recovered}</span>}
          {left === undefined || one.status === "resolved" ? (
            <span class="dim">{words.statuses[one.status]}</span>
          ) : isOver ? (
            <strong class="bad">{words.overdueBy(format.duration(-left))}</strong>
          ) : (
            <span class="time">{words.left(format.duration(left))}</span>
          )}
        </span>
      </button>
    </li>
  );
}
