import type { ComponentChildren } from "preact";
import type { Text } from "../../manifest/schema.ts";
import { countColumns } from "../columns.ts";
import type { PromptModel } from "../prompt-model.ts";

interface Props {
  model: PromptModel;
  question: { low?: Text | undefined; high?: Text | undefined; na?: Text | undefined };
  /** The least score, default 1. */
  from?: number;
  /** The greatest. */
  to: number;
  /** What the ends are called where the survey does not say; no words under the scale without. */
  ends?: readonly string[];
  /** How a score is drawn: a number in a cell by default. */
  draw?(score: number): ComponentChildren;
  /** Its class: `cell`, `star`, `face`. */
  look?: string;
}

/** Faces stand in one row from this width on. */
const ROWS_BELOW_PX = 300;

/**
 * A radio group of scores. The radios are buttons: a tap, Enter, Space or a screen reader's click is a click
 * and answers, while arrows, which in native radios cause clicks as well, only select.
 */
export function Scale({ model, question, from = 1, to, ends, draw, look = "cell" }: Props) {
  const { chosen, large, fill } = model;
  const count = to - from + 1;
  // A word needs more than a fifth of a narrow prompt.
  const rows = look === "face" && (large.value || model.width.value < ROWS_BELOW_PX);
  const columns = rows ? 1 : countColumns(count, model.width.value, large.value);
  const choices: (number | "na")[] = [];
  for (let score = from; score <= to; score++) choices.push(score);
  if (question.na) choices.push("na");
  const selected = choices.indexOf(chosen.value as number | "na");

  return (
    <div
      class={rows ? "scale rows" : "scale"}
      role="radiogroup"
      aria-labelledby="t"
      style={{ gridTemplateColumns: `repeat(${columns},1fr)` }}
      onKeyDown={(event) =>
        followArrow(model, event, (index) => {
          chosen.value = choices[index];
        })
      }
    >
      {choices.map((value, index) => {
        const on = index === selected;
        const na = value === "na";
        const lit = on || (look === "star" && index < selected && selected < count);
        return (
          // biome-ignore lint/a11y/useSemanticElements: arrow keys click native radios, and a click answers
          <button
            role="radio"
            aria-checked={on}
            aria-describedby={ends && (index ? (index === count - 1 ? "hi" : undefined) : "lo")}
            tabIndex={index === Math.max(0, selected) ? 0 : -1}
            class={`${na ? "cell na" : look}${lit ? " on" : ""}`}
            part="score"
            value={value}
            onClick={() => model.choose(value)}
          >
            {na ? fill(question.na) : draw ? draw(value) : value}
          </button>
        );
      })}
      {ends && (
        <div class="ends">
          {[question.low || ends[0], question.high || ends[ends.length - 1]].map((text, index) => (
            <span id={index ? "hi" : "lo"}>
              {columns < count && `${index ? to : from} `}
              {fill(text)}
            </span>
          ))}
        </div>
      )}
    </div>
  );
}

/**
 * Moves through a radio group by its arrow keys; they go round at its ends, and left and right are mirrored where
 * the writing is.
 *
 * @param event - a key pressed on one of the group's radios
 * @param select - takes the place of what the arrow leads to
 */
export function followArrow(
  { busy }: PromptModel,
  event: KeyboardEvent & { currentTarget: HTMLElement },
  select: (index: number) => void,
): void {
  const { key, currentTarget, target } = event;
  const arrow = /^Arrow(?:(Down|Right)|Up|Left)$/.exec(key);
  if (!arrow || event.altKey || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  const mirrored = /L|R/.test(key) && currentTarget.matches("[dir=rtl] *");
  const radios = [...currentTarget.querySelectorAll("[role=radio]")];
  const { length } = radios;
  const to = (radios.indexOf(target as Element) + (!arrow[1] === mirrored ? 1 : length - 1)) % length;
  const radio = radios[to];
  if (busy.value) return;
  select(to);
  if (radio instanceof HTMLElement) radio.focus();
}
