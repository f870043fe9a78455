import type { Context } from "hono";
import type { LiveConfiguration } from "../config/live.ts";
import { addressOf } from "./address.ts";
import { ProblemError } from "./problem.ts";
import { createRateLimit } from "./rate.ts";

/** Wrong tokens and wrong sessions that one address may try in a minute. */
const MOST_GUESSES = 300;

/** Makes who guesses tokens or sessions wait, right guess or not; what was right before is no guess. */
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
      const seconds = await limit.look(addressIn(context), MOST_GUESSES);
      if (!seconds) return;
      const detail = `Too many unknown tokens from this address; wait ${seconds} seconds.`;
      throw new ProblemError(429, "too_many_requests", detail, { "Retry-After": String(seconds) });
    },
    prove: (secret) => void proven.add(secret),
    async count(context) {
      await limit.take(addressIn(context), MOST_GUESSES);
    },
  };
}
