import type { Context, MiddlewareHandler } from "hono";
import type { Collector } from "../collector.ts";
import { addressOf } from "./address.ts";
import { type Access, authorize, tokenHash } from "./auth.ts";
import { ProblemError } from "./problem.ts";
import { createRateLimit } from "./rate.ts";
import { RIGHTS } from "./rights.ts";
import { routeOf } from "./route.ts";

declare module "hono" {
  interface ContextVariableMap {
    access: Access;
  }
}

/** Wrong tokens that one address may try in a minute. */
const GUESSES = 300;

/**
 * Lets a request through to its route only with the right that the table of routes asks for. Who guesses tokens is
 * made to wait, right guess or not; a token that was right before is no guess.
 */
export function enforceRights(collector: Collector): MiddlewareHandler {
  const guesses = createRateLimit();
  const proven = new Set<string>();
  return async function enforceRight(context, next) {
    const route = routeOf(context);
    if (!route) return next();
    const right = RIGHTS[`${route.method} ${route.path}`];
    if (right === undefined) throw new Error("A route stands in no table of rights.");
    if (right === "anyone") return next();

    const hash = tokenHash(context)?.toString("hex");
    const address = addressOf(context, collector.configuration.current.trustProxy);
    if (hash !== undefined && !proven.has(hash)) {
      const seconds = await guesses.look(address, GUESSES);
      if (seconds) throw tooManyGuesses(seconds);
    }
    try {
      context.set("access", authorize(collector, context, right));
    } catch (error) {
      if (hash !== undefined && error instanceof ProblemError && error.status === 401)
        await guesses.take(address, GUESSES);
      throw error;
    }
    if (hash !== undefined) proven.add(hash);
    return next();
  };
}

function tooManyGuesses(seconds: number): ProblemError {
  const detail = `Too many unknown tokens from this address; wait ${seconds} seconds.`;
  return new ProblemError(429, "too_many_requests", detail, { "Retry-After": String(seconds) });
}

/** What the caller of a route that needs a right may see. */
export function accessOf(context: Context): Access {
  return context.get("access");
}
