import type { Context, MiddlewareHandler } from "hono";
import type { Collector } from "../collector.ts";
import { recogniseSession } from "../session/recognise.ts";
import { type Access, authorize, tokenHash } from "./auth.ts";
import { ProblemError } from "./problem.ts";
import { RIGHTS } from "./rights.ts";
import { routeOf } from "./route.ts";

declare module "hono" {
  interface ContextVariableMap {
    access: Access;
  }
}

/**
 * Lets a request through to its route only with the right that the table of routes asks for. Who guesses tokens is
 * made to wait.
 */
export function enforceRights(collector: Collector): MiddlewareHandler {
  const { guesses } = collector;
  return async function enforceRight(context, next) {
    const route = routeOf(context);
    if (!route) return next();
    const right = RIGHTS[`${route.method} ${route.path}`];
    if (right === undefined) throw new Error("A route stands in no table of rights.");
    if (right === "anyone") return next();

    await recogniseSession(collector, context);
    const hash = tokenHash(context)?.toString("hex");
    if (hash !== undefined) await guesses.admit(context, hash);
    try {
      context.set("access", authorize(collector, context, right));
    } catch (error) {
      if (hash !== undefined && error instanceof ProblemError && error.status === 401)
        await guesses.count(context);
      throw error;
    }
    if (hash !== undefined) guesses.prove(hash);
    return next();
  };
}

/** What the caller of a route that needs a right may see. */
export function accessOf(context: Context): Access {
  return context.get("access");
}
