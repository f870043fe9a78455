import { isStanding } from "../../manifest/displays.ts";
import { durationMs } from "../../manifest/duration.ts";
import type { Pace, Survey } from "../../manifest/schema.ts";
import type { Verdict } from "./verdict.ts";

/** What the device remembers of prompts that came by themselves. */
export interface PaceMemory {
  /** Last such showing, milliseconds since 1970; 0 if there was none. */
  promptedAt: number;
  /** Such showings in this visit. */
  prompts: number;
  /** Last activity, milliseconds since 1970. */
  activeAt?: number;
}

/** A visit ends after so long without activity. */
const VISIT_MS = 30 * 60_000;

/** Whether the visit of the last activity is over. */
export const isVisitOver = (activeAt: number, now: number) => Math.abs(now - activeAt) >= VISIT_MS;

/** Whether the pace does not apply to a survey. */
export function isPaceExempt(survey: Survey): boolean {
  return survey.ignorePace === true || isStanding(survey);
}

/** Judges whether another prompt may come by itself now. */
export function judgePace(
  { cooldown = "7d", perSession = 1 }: Pace = {},
  { promptedAt, prompts: counted, activeAt }: PaceMemory,
  now: number,
): Verdict[] {
  const prompts = isVisitOver(activeAt ?? now, now) ? 0 : counted;
  const quiet = promptedAt ? now - promptedAt : undefined;
  return [
    ["pace.cooldown", quiet === undefined || quiet >= durationMs(cooldown), quiet, cooldown],
    ["pace.perSession", prompts < perSession, prompts, { lt: perSession }],
  ];
}
