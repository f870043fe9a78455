const UNITS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** What a duration looks like: a number and one unit, such as `"500ms"`, `"5s"`, `"10m"`, `"2h"`, `"90d"`. */
export const DURATION = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/;

/**
 * Milliseconds of a duration.
 *
 * @param text - a duration such as `"2h"`; `"never"` is endless
 * @param fallback - taken when `text` is absent
 * @returns milliseconds, `Infinity` for `"never"`, `NaN` for anything else (which no comparison passes)
 */
export function durationMs(text: string | undefined, fallback = "0s"): number {
  const given = text ?? fallback;
  if (given === "never") return Number.POSITIVE_INFINITY;
  const match = DURATION.exec(given);
  return match ? Number(match[1]) * UNITS[match[2] as keyof typeof UNITS] : Number.NaN;
}
