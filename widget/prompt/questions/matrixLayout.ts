import { signal } from "@preact/signals-core";
import type { PromptModel } from "../model.ts";
import type { QuestionProps } from "./index.ts";
import { remembering } from "./remembering.ts";

type MatrixQuestion = QuestionProps<"matrix">["question"];

/**
 * How a matrix stands: rows under one head of columns; cards, each with its columns side by side; or cards with
 * the columns as a list.
 */
export type Layout = "table" | "cards" | "lists";

/** Columns side by side must be large enough to hit. */
const TARGET_PX = 44;
const GAP_PX = 4;

/** Widths, px, up to which a layout has turned out to be too narrow for its words. */
const narrowOf = remembering((_question: MatrixQuestion) => signal({ table: 0, cards: 0 }));

/** The widest layout that fits, as far as is known. */
export function layoutOf(model: PromptModel, question: MatrixQuestion): Layout {
  const width = model.width.value;
  const narrow = narrowOf(model, question).value;
  if (model.large.value) return "lists";
  if (width > narrow.table) return "table";
  const columns = question.columns.length + (question.na ? 1 : 0);
  return width > narrow.cards && width + GAP_PX >= columns * (TARGET_PX + GAP_PX) ? "cards" : "lists";
}

/** Looks whether words are wider than their places, and remembers it: the next rendering is in the next layout. */
export function noteOverflow(model: PromptModel, question: MatrixQuestion, element: Element | null): void {
  const layout = layoutOf(model, question);
  if (!element || layout === "lists") return;
  const places = [element, ...element.querySelectorAll(".fit")];
  // A pixel of rounding is no overflow.
  if (places.every(({ scrollWidth, clientWidth }) => scrollWidth <= clientWidth + 1)) return;
  const narrow = narrowOf(model, question);
  narrow.value = { ...narrow.value, [layout]: model.width.value };
}
