import type { Renderers } from "./index.ts";

/** The questions beyond scores, texts and notes: a piece of their own, fetched for surveys that ask them. */
export const MORE: Renderers = {};

/** Their styles; they join the prompt's own. */
export const css = "";
