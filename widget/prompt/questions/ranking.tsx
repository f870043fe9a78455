import { signal } from "@preact/signals-core";
import type { Answer } from "../../record/schema.ts";
import { put, remembering } from "./draft.ts";
import { dragRows } from "./drag.ts";
import { drawIcon } from "./drawings.tsx";
import { formatNumber, moreWordsOf } from "./language.ts";
import { Picture } from "./options.tsx";
import type { QuestionProps } from "./renderer.ts";

type RankingQuestion = QuestionProps<"ranking">["question"];

const GRIP = "M9 6h.01M15 6h.01M9 12h.01M15 12h.01M9 18h.01M15 18h.01";
const BY = { ArrowUp: -1, ArrowDown: 1 } as const;

/** What a ranking needs to know and do while it is on show. */
const rankingOf = remembering((question: RankingQuestion, model) => {
  const said = signal("");
  const held = signal("");
  const ids = question.options.map(({ id }) => id);
  const order = () => orderFrom(model.chosen.value, ids);
  const shift = (id: string, by: 1 | -1) => put(model, movedBy(order(), id, by));
  const announce = (id: string) => {
    const { locale, fill } = model;
    const label = fill(question.options.find((one) => one.id === id)?.label);
    const place = formatNumber(order().indexOf(id) + 1, locale);
    said.value = moreWordsOf(locale).moved(label, place, formatNumber(ids.length, locale));
  };
  const idOf = (row: HTMLElement) => row.dataset.id || "";
  return {
    /** What has moved, for screen readers. */
    said,
    /** The option that a pointer holds. */
    held,
    order,
    move(id: string, by: 1 | -1, button: HTMLElement): void {
      shift(id, by);
      announce(id);
      // A row that changes its place loses the focus; it has its new place in a microtask.
      void Promise.resolve().then(() => button.focus());
    },
    listeners: dragRows(".grip", {
      hold: (row) => {
        held.value = idOf(row);
      },
      pass: (row, by) => shift(idOf(row), by),
      drop: (row) => {
        held.value = "";
        announce(idOf(row));
      },
    }),
  };
});

/** Options to put in order, best first: by dragging, by arrow keys, by buttons. The order shown is the answer. */
export function Ranking({ model, question }: QuestionProps<"ranking">) {
  const { fill, locale } = model;
  const words = moreWordsOf(locale);
  const { said, held, listeners, move, ...ranking } = rankingOf(model, question);
  const order = ranking.order();
  return (
    <>
      <ol
        class="list ranks"
        aria-labelledby="t"
        // A respondent who finds the order right as it stands only has to send it.
        ref={() => {
          if (model.chosen.peek() === undefined) model.chosen.value = order;
        }}
        {...listeners}
      >
        {order.map((id, index) => {
          const option = question.options.find((one) => one.id === id);
          const label = fill(option?.label);
          const step = (by: 1 | -1, name: string, path: string) => (
            <button
              aria-label={name}
              aria-disabled={order[index + by] === undefined}
              class="nudge"
              onClick={({ currentTarget }) => move(id, by, currentTarget)}
            >
              {drawIcon(path)}
            </button>
          );
          return (
            <li
              key={id}
              data-id={id}
              class={held.value === id ? "rank held" : "rank"}
              part="option"
              onKeyDown={(event) => {
                const { key, target, altKey, ctrlKey, metaKey } = event;
                if (!(key === "ArrowUp" || key === "ArrowDown") || altKey || ctrlKey || metaKey) return;
                event.preventDefault();
                if (target instanceof HTMLElement) move(id, BY[key], target);
              }}
            >
              <span class="grip">{drawIcon(GRIP)}</span>
              <b>{formatNumber(index + 1, locale)}</b>
              <Picture address={option?.image} />
              <span class="label">{label}</span>
              <span class="nudges">
                {step(-1, words.moveUp(label), "M6 15l6-6 6 6")}
                {step(1, words.moveDown(label), "M6 9l6 6 6-6")}
              </span>
            </li>
          );
        })}
      </ol>
      <div class="vh" role="status">
        {said.value}
      </div>
    </>
  );
}

/**
 * The order of a ranking: as answered, as far as those are options; the others behind.
 *
 * @param ids - of the options, as the survey has them
 */
export function orderFrom(value: Answer | undefined, ids: readonly string[]): string[] {
  const ranked = Array.isArray(value) ? value : [];
  const known = ids.filter((id) => ranked.includes(id));
  known.sort((one, other) => ranked.indexOf(one) - ranked.indexOf(other));
  return [...known, ...ids.filter((id) => !ranked.includes(id))];
}

/** The order with one option moved by some places, as far as there are places. */
export function movedBy(order: readonly string[], id: string, by: number): string[] {
  const from = order.indexOf(id);
  const to = Math.max(0, Math.min(order.length - 1, from + by));
  const rest = order.filter((one) => one !== id);
  return [...rest.slice(0, to), id, ...rest.slice(to)];
}
