import { durationMs } from "../../manifest/duration.ts";

/** Beyond this timers fire at once. */
const LONGEST_MS = 2 ** 31 - 1;

/** Starts a timer for a duration such as `"2h"`; no page lives longer than 24 days. */
export function later(work: () => void, after: string | undefined): ReturnType<typeof setTimeout> {
  return setTimeout(work, Math.min(durationMs(after), LONGEST_MS));
}
