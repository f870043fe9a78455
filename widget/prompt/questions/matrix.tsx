import { signal } from "@preact/signals-core";
import type { Answer } from "../../record/schema.ts";
import type { PromptModel } from "../prompt-model.ts";
import { put, remembering } from "./draft.ts";
import { moreWordsOf } from "./language.ts";
import { Choice } from "./options.tsx";
import { Radios } from "./Radios.tsx";
import type { QuestionProps } from "./renderer.ts";

type MatrixQuestion = QuestionProps<"matrix">["question"];

/** Rows that are each answered by one of the same columns. */
export function Matrix({ model, question }: QuestionProps<"matrix">) {
  const { chosen, fault, fill } = model;
  const cells = cellsIn(chosen.value);
  const columns = question.columns.map(({ id, label }) => ({ id, label: fill(label) }));
  if (question.na) columns.push({ id: "na", label: fill(question.na) });
  const ids = columns.map(({ id }) => id);
  const layout = layoutOf(model, question);
  const template = { gridTemplateColumns: `minmax(6.5em,1fr) ${columns.length * 3.8}em` };
  const draw = (index: number) => {
    const label = columns[index]?.label || "";
    if (layout === "lists") return <Choice mark="round" label={label} />;
    return (
      <>
        <i class="mark round" />
        <span class={layout === "table" ? "vh" : "fit"}>{label}</span>
      </>
    );
  };
  return (
    <div key={layout} class={`matrix ${layout}`} ref={(element) => noteOverflow(model, question, element)}>
      {layout === "table" && (
        // Each radio says its column by itself.
        <div class="row" aria-hidden="true" style={template}>
          <span />
          <div class="cells" style={{ gridTemplateColumns: `repeat(${columns.length},minmax(0,1fr))` }}>
            {columns.map(({ label }) => (
              <span class="fit">{label}</span>
            ))}
          </div>
        </div>
      )}
      {question.rows.map((row, index) => {
        const answer = (column: string) => put(model, { ...cellsIn(chosen.value), [row.id]: column });
        return (
          <div class="row" style={layout === "table" ? template : {}}>
            <span id={`row${index}`} class="fit">
              {fill(row.label)}
            </span>
            <Radios
              model={model}
              values={ids}
              selected={ids.indexOf(cells[row.id] || "")}
              group={layout === "lists" ? "list" : "cells"}
              look={layout === "lists" ? "opt" : "dot"}
              columns={layout === "lists" ? undefined : columns.length}
              name={`row${index}`}
              invalid={!!fault.value && !cells[row.id]}
              pick={answer}
              select={answer}
              draw={draw}
            />
          </div>
        );
      })}
    </div>
  );
}

/** Why a matrix cannot be sent: a required one wants every row. */
export function matrixFault({ required, rows }: MatrixQuestion, value: Answer, locale: string) {
  const cells = cellsIn(value);
  return required && rows.some(({ id }) => !cells[id]) ? moreWordsOf(locale).everyRow : undefined;
}

function cellsIn(value: Answer | undefined): Record<string, string> {
  const cells: Record<string, string> = {};
  if (typeof value === "object" && !Array.isArray(value))
    for (const [row, column] of Object.entries(value)) cells[row] = String(column);
  return cells;
}

/**
 * How a matrix stands: rows under one head of columns; cards, each with its columns side by side; or cards with
 * the columns as a list.
 */
type Layout = "table" | "cards" | "lists";

/** Columns side by side must be large enough to hit. */
const TARGET_PX = 44;
const GAP_PX = 4;

/** Widths, px, up to which a layout has turned out to be too narrow for its words. */
const narrowOf = remembering((_question: MatrixQuestion) => signal({ table: 0, cards: 0 }));

/** The widest layout that fits, as far as is known. */
function layoutOf(model: PromptModel, question: MatrixQuestion): Layout {
  const width = model.width.value;
  const narrow = narrowOf(model, question).value;
  if (model.large.value) return "lists";
  if (width > narrow.table) return "table";
  const columns = question.columns.length + (question.na ? 1 : 0);
  return width > narrow.cards && width + GAP_PX >= columns * (TARGET_PX + GAP_PX) ? "cards" : "lists";
}

/** Looks whether words are wider than their places, and remembers it: the next rendering is in the next layout. */
function noteOverflow(model: PromptModel, question: MatrixQuestion, element: Element | null): void {
  const layout = layoutOf(model, question);
  if (!element || layout === "lists") return;
  const places = [element, ...element.querySelectorAll(".fit")];
  // A pixel of rounding is no overflow.
  if (places.every(({ scrollWidth, clientWidth }) => scrollWidth <= clientWidth + 1)) return;
  const narrow = narrowOf(model, question);
  narrow.value = { ...narrow.value, [layout]: model.width.value };
}
