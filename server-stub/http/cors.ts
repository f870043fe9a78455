import type { Context } from "hono";
import type { Site } from "../config/load.ts";
import { ProblemError } from "./problem.ts";

/** Whether pages of an origin may talk to a site; pages of the collector's own origin always may. */
function isAllowed(origins: readonly string[], origin: string, host: string | undefined): boolean {
  if (origins.includes("*") || origins.includes(origin)) return true;
  return host !== undefined && origin.replace(/^https?:\/\//i, "") === host && origin !== "null";
}

/**
 * Lets the pages of the sites read the answer, and refuses browsers elsewhere. Requests without `Origin` do
 * not come from another origin's page and pass.
 *
 * @param sites - the site that is asked for, or all while it is not yet known
 * @throws ProblemError 403
 */
export function admitOrigin(context: Context, sites: Iterable<Site>): void {
  context.header("Vary", "Origin");
  const origin = context.req.header("Origin");
  if (origin === undefined) return;
  const host = context.req.header("Host") ?? new URL(context.req.url).host;
  const allowing = [...sites].filter((site) => isAllowed(site.origins, origin, host));
  if (!allowing.length) {
    context.header("Access-Control-Allow-Origin", undefined);
    throw new ProblemError(
      403,
      "origin_refused",
      `Pages of ${origin} may not use this site: its "origins" in the configuration do not name them.`,
    );
  }
  const anyone = allowing.every((site) => site.origins.includes("*"));
  context.header("Access-Control-Allow-Origin", anyone ? "*" : origin);
  context.header("Access-Control-Expose-Headers", "Retry-After, ETag");
}

/** The answer to a preflight. */
export function answerPreflight(context: Context, sites: Iterable<Site>, methods: string): Response {
  admitOrigin(context, sites);
  context.header("Access-Control-Allow-Methods", methods);
  context.header("Access-Control-Allow-Headers", "Content-Type, If-None-Match");
  context.header("Access-Control-Max-Age", "7200");
  return context.body(null, 204);
}
