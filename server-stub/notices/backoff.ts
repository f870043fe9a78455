const MINUTE_MS = 60_000;
/** Milliseconds before the next attempts; after these every hour, so that an outage delays nothing for longer. */
const FIRST_DELAYS_MS = [
  2_000,
  10_000,
  30_000,
  MINUTE_MS,
  2 * MINUTE_MS,
  5 * MINUTE_MS,
  10 * MINUTE_MS,
  20 * MINUTE_MS,
  30 * MINUTE_MS,
];
const LATER_DELAY_MS = 60 * MINUTE_MS;
/** Attempts that a message has: they take three days. */
export const MOST_ATTEMPTS = 81;

/**
 * Milliseconds until a message that failed is tried again.
 *
 * @param attempts - how often it has failed, at least 1
 */
export function delayAfter(attempts: number): number {
  return FIRST_DELAYS_MS[attempts - 1] ?? LATER_DELAY_MS;
}
