/** Counts by name in windows of one minute. */
export interface RateLimit {
  /** Counts one; the seconds to wait if that is more than the limit allows, else 0. */
  take(name: string, limit: number): number;
}

/**
 * A limit by fixed windows: a name may spend its limit at any moment of a minute. Nothing is kept longer than
 * that minute.
 *
 * @param now - milliseconds
 */
export function createRateLimit(now: () => number = Date.now, windowMs = 60_000): RateLimit {
  let windowEnds = 0;
  const counts = new Map<string, number>();
  return {
    take(name, limit) {
      const time = now();
      if (time >= windowEnds) {
        counts.clear();
        windowEnds = time + windowMs;
      }
      const count = (counts.get(name) ?? 0) + 1;
      counts.set(name, count);
      return count > limit ? Math.max(1, Math.ceil((windowEnds - time) / 1000)) : 0;
    },
  };
}
