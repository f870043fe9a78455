import type { Question } from "../../widget/manifest/schema.ts";
import { unfilledText } from "../../widget/manifest/text.ts";
import type { ReportLanguage } from "./words.ts";

/** A table of a report: texts only, so that a terminal and a page can both show it. */
export interface ReportTable {
  title: string;
  /** The first column is text, the others are figures. */
  head: readonly string[];
  rows: readonly (readonly string[])[];
}

/** Stands where there is no figure. */
export const DASH = "–";

/** A question's own words, cut to what a table can hold. */
export function titleOf(question: Question, language: ReportLanguage): string {
  const title = unfilledText(question.title, language) || question.id;
  return title.length > 60 ? `${title.slice(0, 59)}…` : title;
}
