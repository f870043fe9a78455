import type { Context } from "hono";
import type { Collector } from "../collector.ts";
import type { Site } from "../config/load.ts";
import { isOwnPage } from "./ownAddress.ts";
import { ProblemError } from "./problem.ts";

/** What the admission of pages works with. */
type AdmissionParts = Pick<Collector, "configuration" | "publicUrl" | "refusedOrigins">;

/**
 * Lets the pages of the sites read the answer, and refuses browsers elsewhere. Requests without `Origin` do
 * not come from another origin's page and pass; pages of the collector's own origin always do.
 *
 * @param sites - the site that is asked for, or all while it is not yet known
 * @throws ProblemError 403, which the refused page can read
 */
export function admitOrigin(parts: AdmissionParts, context: Context, sites: readonly Site[]): void {
  context.header("Vary", "Origin");
  const origin = context.req.header("Origin");
  if (origin === undefined) return;
  const allowing = isOwnPage(parts, context)
    ? sites
    : sites.filter(({ origins }) => origins.includes("*") || origins.includes(origin));
  if (!allowing.length) {
    const [site, ...others] = sites;
    parts.refusedOrigins.note(origin, others.length ? undefined : site?.key);
    // The page is to tell its owner what is wrong; there is nothing else in the answer.
    context.header("Access-Control-Allow-Origin", "*");
    throw new ProblemError(
      403,
      "origin_refused",
      `Pages of ${origin} may not use this site: its "origins" in the configuration do not name them.`,
    );
  }
  const anyone = allowing.every(({ origins }) => origins.includes("*"));
  context.header("Access-Control-Allow-Origin", anyone ? "*" : origin);
  context.header("Access-Control-Expose-Headers", "Retry-After, ETag");
}

/** The answer to a preflight. */
export function answerPreflight(parts: AdmissionParts, context: Context, methods: string): Response {
  admitOrigin(parts, context, [...parts.configuration.current.sites.values()]);
  context.header("Access-Control-Allow-Methods", methods);
  context.header("Access-Control-Allow-Headers", "Content-Type, If-None-Match");
  context.header("Access-Control-Max-Age", "7200");
  return context.body(null, 204);
}
