import type { Board } from "../model/board.ts";
import { isDay } from "../view.ts";

/** First and last day of a period of one's own. */
export function PeriodForm({ board: { looks, route } }: { board: Board }) {
  const words = looks.words.value;
  const { from, to } = route.view.value;
  const choose = (days: { from: string; to: string }) => {
    // While a day is being typed there is none.
    if (!isDay(days.from) || !isDay(days.to)) return;
    route.go(days.from <= days.to ? days : { from: days.to, to: days.from });
  };
  return (
    <>
      <label class="pill select">
        <span>{words.from}</span>
        <input
          type="date"
          value={from}
          onChange={({ currentTarget }) => choose({ from: currentTarget.value, to })}
        />
      </label>
      <label class="pill select">
        <span>{words.to}</span>
        <input
          type="date"
          value={to}
          onChange={({ currentTarget }) => choose({ from, to: currentTarget.value })}
        />
      </label>
    </>
  );
}
