import { dimensionName } from "../labels.ts";
import type { Board } from "../model/board.ts";
import { isDay } from "../view.ts";
import { Select } from "./controls.tsx";

/** Stands in the list for a dimension that is not in it. */
const OTHER = "?";

/** What figures are grouped by: what is known everywhere, what the site names, or what somebody types. */
export function ByPicker({ board: { looks, route, figures } }: { board: Board }) {
  const words = looks.words.value;
  const { by } = route.view.value;
  const { typing } = figures;
  const found = (figures.drivers.value.value?.drivers ?? []).flatMap(({ kind, name }) =>
    kind === "answer" ? [] : `${kind}.${name}`,
  );
  const names = [...(route.site.value?.dimensions ?? []), ...found, ...Object.keys(words.dimensions), by];
  const options = [...new Set(names)]
    .filter((name) => name)
    .map((name) => ({ id: name, name: dimensionName(name, words) }));
  return (
    <>
      <Select
        label={words.by}
        value={typing.value ? OTHER : by}
        options={[{ id: "", name: words.byNothing }, ...options, { id: OTHER, name: words.byOther }]}
        onChoose={(id) => {
          typing.value = id === OTHER;
          if (id !== OTHER) route.go({ by: id });
        }}
      />
      {typing.value && (
        <form
          class="row"
          onSubmit={(event) => {
            event.preventDefault();
            const given = new FormData(event.currentTarget).get("by");
            typing.value = false;
            if (typeof given === "string") route.go({ by: given.trim() });
          }}
        >
          <label class="pill select">
            <span>{words.byOtherLabel}</span>
            <input name="by" defaultValue={by} aria-describedby="by-hint" spellcheck={false} />
          </label>
          <button class="pill">{words.apply}</button>
          <span id="by-hint" class="dim small">
            {words.byOtherHint}
          </span>
        </form>
      )}
    </>
  );
}

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
