const LEAST_MS = 1_000;
const MOST_MS = 300_000;
/** No endpoint can silence a widget for longer than this. */
export const LONGEST_WAIT_MS = 3_600_000;

/**
 * How long to wait after the n-th failure in a row: full jitter under a ceiling that doubles from 2 s to
 * 5 min, never less than 1 s, and at least what the endpoint asked for, up to 1 h.
 *
 * Source: "Exponential Backoff And Jitter", AWS Architecture Blog.
 */
export function backoffMs(failures: number, askedMs = 0, random: () => number = Math.random): number {
  const ceiling = Math.min(MOST_MS, LEAST_MS * 2 ** Math.min(failures + 1, 20));
  return Math.max(LEAST_MS, random() * ceiling, Math.min(askedMs || 0, LONGEST_WAIT_MS));
}

/** Milliseconds that a `Retry-After` header asks for: seconds or an HTTP date; 0 if it says nothing. */
export function retryAfterMs(header: string | null, now: number): number {
  if (!header) return 0;
  const wait = /^\s*\d+\s*$/.test(header) ? Number(header) * 1_000 : Date.parse(header) - now;
  return Math.max(wait || 0, 0);
}
