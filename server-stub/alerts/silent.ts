import { readCounted } from "../results/readCounted.ts";
import { createTally } from "../results/tally.ts";
import type { Finding } from "./finding.ts";
import type { SilentRule } from "./rule.ts";
import type { SurveySource } from "./source.ts";
import { saySilent, subjectOf } from "./text.ts";

const DAY_MS = 86_400_000;

/**
 * Looks for an answer among the showings of the last 24 hours. Bad: many, and none was answered. Good: one was, or
 * nothing is shown any more.
 */
export async function judgeSilence(
  { store, site, definitions, now }: SurveySource,
  rule: SilentRule,
): Promise<Finding> {
  const from = new Date(now.getTime() - DAY_MS);
  const tally = createTally(new Map());
  const selection = { site, survey: rule.survey, from };
  await readCounted(store, definitions, { selection, conditions: [], count: "records" }, tally.add);
  const { shown, answered } = tally.figures();
  const isSilent = shown >= rule.shown && answered === 0;
  return {
    rule,
    state: isSilent ? "bad" : answered > 0 || shown === 0 ? "good" : "unclear",
    figures: { shown, answered, within: "24h" },
    text: saySilent(subjectOf(rule, definitions), shown),
  };
}
