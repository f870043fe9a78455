import type { Band } from "../../widget/manifest/question-types.ts";
import type { Results } from "../answers/results.ts";
import type { Answer } from "../answers/values.ts";
import { bandOf } from "./figure.ts";

/** What somebody wrote, with the score that goes with it. */
export interface Verbatim {
  record: string;
  at: string;
  text: string;
  score: Answer | undefined;
  band: Band | undefined;
  tags: readonly string[] | undefined;
}

/** Ids of the questions that people wrote something to. */
export function textQuestions({ questions }: Results): string[] {
  return Object.entries(questions).flatMap(([id, { type, latest }]) =>
    type === "text" && latest?.length ? [id] : [],
  );
}

/**
 * The texts to a question, newest first, as far as they fit.
 *
 * @param score - id of the question whose score goes with them
 * @param search - words that all must occur, in any case
 */
export function verbatimsOf(
  { questions }: Results,
  question: string,
  { score, search, band }: { score: string; search: string; band: Band | "" },
): Verbatim[] {
  const scored = questions[score];
  const points = Object.keys(scored?.counts ?? {}).length;
  const wanted = search.toLowerCase().split(/\s+/).filter(Boolean);
  return (questions[question]?.latest ?? [])
    .map(({ record, at, text, answers, tags }) => {
      const given = answers[score];
      return { record, at, text, tags, score: given, band: bandOf(scored?.type ?? "", given, points) };
    })
    .filter((verbatim) => {
      const lower = verbatim.text.toLowerCase();
      return wanted.every((word) => lower.includes(word)) && (!band || verbatim.band === band);
    });
}
