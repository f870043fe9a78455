import type { Context } from "hono";
import { RateLimiterMemory } from "rate-limiter-flexible";
import type { LiveConfiguration } from "../config/live.ts";
import { addressOf } from "./address.ts";
import { ProblemError } from "./problem.ts";

/** Counts by name in windows of one minute, which begin with a name's first count. */
interface RateLimit {
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

/** Wrong tokens and wrong sessions that one address may try in a minute. */
const MAX_GUESSES_PER_MINUTE = 300;

/** Makes an address wait that guesses tokens or sessions, right guess or not; what was right before is no guess. */
export interface Guesses {
  /**
   * Asks whether something may be tried.
   *
   * @param secret - hash of the token or session that is tried
   * @throws ProblemError 429 while the address has to wait
   */
  admit(context: Context, secret: string): Promise<void>;
  /** Notes that it was right. */
  prove(secret: string): void;
  /** Notes that it was wrong. */
  count(context: Context): Promise<void>;
}

/** Counts guesses of this process, in memory. */
export function createGuesses({ configuration }: { configuration: LiveConfiguration }): Guesses {
  const limit = createRateLimit();
  const proven = new Set<string>();
  const addressIn = (context: Context) => addressOf(context, configuration.current.trustProxy);
  return {
    async admit(context, secret) {
      if (proven.has(secret)) return;
      const seconds = await limit.look(addressIn(context), MAX_GUESSES_PER_MINUTE);
      if (!seconds) return;
      const detail = `Too many unknown tokens from this address; wait ${seconds} seconds.`;
      throw new ProblemError(429, "too_many_requests", detail, {
        headers: { "Retry-After": String(seconds) },
      });
    },
    prove: (secret) => void proven.add(secret),
    async count(context) {
      await limit.take(addressIn(context), MAX_GUESSES_PER_MINUTE);
    },
  };
}
