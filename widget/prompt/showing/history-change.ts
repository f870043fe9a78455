import type { SurveyHistory } from "../../loader/eligibility/frequency.ts";
import { durationMs } from "../../manifest/duration.ts";
import type { Survey } from "../../manifest/schema.ts";
import type { SurveyRecord } from "../../record/schema.ts";

/** Whether a change of a record says something new about how often to ask; and if so, what. */
export function historyChange(
  before: SurveyRecord,
  after: SurveyRecord,
  { snooze }: Survey,
  now: number,
): ((history: SurveyHistory) => void) | undefined {
  const answered = Object.keys(after.answers).length > 0;
  if (after.state === before.state && answered === Object.keys(before.answers).length > 0) return undefined;
  return (history) => {
    if (answered) history.answeredAt = now;
    if (after.state === "complete" && !answered) history.dismissedAt = now;
    if (after.state === "dismissed" && !answered) history.dismissedAt = now;
    if (after.state === "snoozed") history.snoozedUntil = now + durationMs(snooze);
  };
}
