import { RateLimiterMemory } from "rate-limiter-flexible";

/** Counts by name in windows of one minute, which begin with a name's first count. */
export interface RateLimit {
  /** Counts one; the seconds to wait if that is more than the limit allows, else 0. */
  take(name: string, limit: number): Promise<number>;
  /** The seconds to wait if the limit is spent, without counting. */
  look(name: string, limit: number): Promise<number>;
}

/**
 * A limit in memory, for this process. A name may spend its limit at any moment of its minute, and nothing is kept
 * longer than that.
 *
 * @param seconds - length of the window
 */
export function createRateLimit(seconds = 60): RateLimit {
  // Limits come from a configuration that may change, so the library counts and the comparison is made here.
  const counts = new RateLimiterMemory({ points: Number.MAX_SAFE_INTEGER, duration: seconds });
  const wait = (milliseconds: number) => Math.max(1, Math.ceil(milliseconds / 1000));
  return {
    async take(name, limit) {
      const { consumedPoints, msBeforeNext } = await counts.penalty(name);
      return consumedPoints > limit ? wait(msBeforeNext) : 0;
    },
    async look(name, limit) {
      const found = await counts.get(name);
      return found && found.consumedPoints >= limit ? wait(found.msBeforeNext) : 0;
    },
  };
}
