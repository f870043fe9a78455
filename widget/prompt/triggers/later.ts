/** Beyond this timers fire at once. */
const LONGEST_MS = 2 ** 31 - 1;

/** Starts a timer; no page lives longer than 24 days. */
export function later(work: () => void, ms: number): ReturnType<typeof setTimeout> {
  return setTimeout(work, Math.min(ms, LONGEST_MS));
}
