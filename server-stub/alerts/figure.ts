import type { AlarmText } from "../answers/site.ts";
import { hideSmall } from "../results/smallNumbers.ts";
import { type GroupMeasures, type Measure, measureDays, periodOf } from "./days.ts";
import type { FigureRule, Finding, SurveySource } from "./rule.ts";
import { sayFigure, subjectOf } from "./text.ts";

/** Looks at the figures of a rule's last ended days. */
export async function evaluateFigures(source: SurveySource, rule: FigureRule): Promise<Finding[]> {
  const period = periodOf(rule, source.now, source.timeZone);
  const groups = await measureDays(source, rule, period);
  const subject = subjectOf(rule, source.definitions);
  return groups.map((measures) => evaluateGroup(rule, subject, measures));
}

/**
 * Bad: every day has enough answers, and on each the figure is below the bound or has dropped by the percentage, compared
 * with as many days before. Good: the last day has enough answers and is neither.
 */
function evaluateGroup(
  rule: FigureRule,
  subject: AlarmText,
  { group, days, before }: GroupMeasures,
): Finding {
  const reference = before.n >= rule.minimum ? before.value : null;
  const verdicts = days.map((day) => evaluateDay(rule, day, reference));
  const isBad = verdicts.length > 0 && verdicts.every((verdict) => verdict === "bad");
  const last = verdicts[verdicts.length - 1] ?? "unclear";
  const shown = { days: days.map(tell), before: tell(before) };
  const { figure, below, dropPercent, minimum, question } = rule;
  return {
    rule,
    ...(rule.by ? { group: { by: rule.by.text, value: group } } : {}),
    state: isBad ? "bad" : last === "good" ? "good" : "unclear",
    figures: { question, figure, below, dropPercent, minimum, ...shown },
    text: sayFigure(subject, rule, group, shown),
  };
}

function evaluateDay(
  { below, dropPercent, minimum }: FigureRule,
  { n, value }: Measure,
  reference: number | null,
): "bad" | "good" | "unclear" {
  if (n < minimum || value === null) return "unclear";
  if (below !== undefined && value < below) return "bad";
  if (dropPercent === undefined) return "good";
  // Of nothing there is no percentage.
  if (reference === null || reference === 0) return below === undefined ? "unclear" : "good";
  return (100 * (reference - value)) / Math.abs(reference) >= dropPercent ? "bad" : "good";
}

/** A rule may look at few answers, but figures of few answers are hidden. */
function tell({ at, n, value }: Measure): Measure {
  return { at, n, ...hideSmall(n, { value }) };
}
