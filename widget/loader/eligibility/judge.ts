import type { Manifest, Survey } from "../../manifest/schema.ts";
import { type AudienceFacts, judgeAudience } from "./audience.ts";
import { judgeFrequency, type SurveyHistory, stricter } from "./frequency.ts";
import { isPaceExempt, judgePace, type PaceMemory } from "./pace.ts";
import type { Verdict } from "./verdict.ts";

/** Everything that decides whether a survey may show, at one moment. */
export interface Circumstances {
  now: number;
  /** Whether something on the device outlives the page, or the page chose to do without. */
  remembers: boolean;
  facts: AudienceFacts;
  pace: PaceMemory;
  /** The visitor's history of this survey, and the user's. */
  histories: readonly (SurveyHistory | undefined)[];
}

/** Which rules are not asked; `show()` waives some. */
export interface Waivers {
  pace?: boolean;
  /** Audience and frequency. */
  skipTargeting?: boolean;
}

/** Why a survey shows or does not; it may show if all verdicts pass. Triggers and consent are not asked here. */
export function judgeSurvey(
  manifest: Manifest | undefined,
  survey: Survey,
  { now, remembers, facts, pace, histories }: Circumstances,
  waived: Waivers = {},
): Verdict[] {
  const { startAt, endAt, audience = {}, frequency = {} } = survey;
  const paused = !!(manifest?.paused || survey.paused);
  const verdicts: Verdict[] = [
    ["paused", !paused, paused, false],
    [
      "schedule",
      !(startAt && now < Date.parse(startAt)) && !(endAt && now >= Date.parse(endAt)),
      now,
      { gte: startAt, lt: endAt },
    ],
  ];
  if (!waived.skipTargeting) {
    verdicts.push(...judgeAudience(audience, facts, survey.id));
    let strictest: SurveyHistory | undefined;
    for (const history of histories) strictest = stricter(strictest, history);
    verdicts.push(...judgeFrequency(frequency, strictest, now));
  }
  if (!waived.pace) {
    if (!isPaceExempt(survey)) verdicts.push(...judgePace(manifest?.pace, pace, now));
    verdicts.push(["storage", remembers, remembers, true]);
  }
  return verdicts;
}

/** The first rule that refuses. */
export function refusal(verdicts: readonly Verdict[]): Verdict | undefined {
  return verdicts.find(([, pass]) => !pass);
}
