import { durationMs } from "../../manifest/duration.ts";
import type { Frequency } from "../../manifest/schema.ts";
import type { Verdict } from "./verdict.ts";

/** What one visitor has seen of one survey; times in milliseconds since 1970. */
export interface SurveyHistory {
  /** Showings so far. */
  shown: number;
  shownAt?: number;
  answeredAt?: number;
  dismissedAt?: number;
  /** Asked later: not before this. */
  snoozedUntil?: number;
}

/** Judges how often a survey may be shown, by one history (a visitor's or a user's). */
export function judgeFrequency(
  { afterAnswer = "never", afterDismiss = "30d", afterShown = "1d", limit = 3 }: Frequency,
  { shown, shownAt = 0, answeredAt = 0, dismissedAt = 0, snoozedUntil = 0 }: SurveyHistory = { shown: 0 },
  now: number,
): Verdict[] {
  const verdicts: Verdict[] = [["frequency.limit", shown < limit, shown, { lt: limit }]];
  const rest = (name: string, at: number, least: string) => {
    if (at) verdicts.push([`frequency.${name}`, now - at >= durationMs(least), now - at, least]);
  };
  rest("afterAnswer", answeredAt, afterAnswer);
  rest("afterDismiss", dismissedAt, afterDismiss);
  // A snooze stands for itself; neither answered nor closed is what was walked away from.
  if (shownAt > Math.max(answeredAt, dismissedAt) && snoozedUntil < shownAt)
    rest("afterShown", shownAt, afterShown);
  if (snoozedUntil) verdicts.push(["frequency.snooze", now >= snoozedUntil, now, { gte: snoozedUntil }]);
  return verdicts;
}
