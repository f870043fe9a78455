import { durationMs } from "../../manifest/duration.ts";
import type { Pace, Survey } from "../../manifest/schema.ts";
import type { Verdict } from "./verdict.ts";

/** What the device remembers of prompts that came by themselves. */
export interface PaceMemory {
  /** Last such showing, milliseconds since 1970; 0 if there was none. */
  promptedAt: number;
  /** Such showings in this visit. */
  prompts: number;
}

/** Whether the pace does not apply to a survey. */
export function isPaceExempt({ ignorePace, display }: Survey): boolean {
  return ignorePace === true || (display !== undefined && (display.as === "inline" || display.as === "tab"));
}

/** Judges whether another prompt may come by itself now. */
export function judgePace(
  { cooldown = "7d", perSession = 1 }: Pace = {},
  { promptedAt, prompts }: PaceMemory,
  now: number,
): Verdict[] {
  const quiet = promptedAt ? now - promptedAt : undefined;
  return [
    ["pace.cooldown", quiet === undefined || quiet >= durationMs(cooldown), quiet, cooldown],
    ["pace.perSession", prompts < perSession, prompts, { lt: perSession }],
  ];
}
