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

/** One history of two, of a visitor and a user: whichever asks less often, mark by mark. */
export function stricter(
  one: SurveyHistory = { shown: 0 },
  other: SurveyHistory = { shown: 0 },
): SurveyHistory {
  const merged = { ...one };
  for (const mark of Object.keys(other) as (keyof SurveyHistory)[])
    merged[mark] = Math.max(merged[mark] || 0, other[mark] || 0);
  return merged;
}

/** Judges how often a survey may be shown, by one history. What never happened is found as `undefined`. */
export function judgeFrequency(
  { afterAnswer = "never", afterDismiss = "30d", afterShown = "1d", limit = 3 }: Frequency,
  { shown, shownAt = 0, answeredAt = 0, dismissedAt = 0, snoozedUntil = 0 }: SurveyHistory = { shown: 0 },
  now: number,
): Verdict[] {
  const rest = (name: string, at: number, least: string): Verdict => {
    const found = at ? now - at : undefined;
    return [`frequency.${name}`, found === undefined || found >= durationMs(least), found, least];
  };
  // A snooze stands for itself; neither answered nor closed is what was walked away from.
  const left = shownAt > Math.max(answeredAt, dismissedAt) && snoozedUntil < shownAt;
  const verdicts: Verdict[] = [
    ["frequency.limit", shown < limit, shown, { lt: limit }],
    rest("afterAnswer", answeredAt, afterAnswer),
    rest("afterDismiss", dismissedAt, afterDismiss),
    rest("afterShown", left ? shownAt : 0, afterShown),
  ];
  if (snoozedUntil) verdicts.push(["frequency.snooze", now >= snoozedUntil, now, { gte: snoozedUntil }]);
  return verdicts;
}
