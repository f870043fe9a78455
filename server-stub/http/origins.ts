import type { Context } from "hono";
import type { Site } from "../config/load.ts";
import type { Log } from "../log.ts";
import { isOwnPage, type OwnAddressParts } from "./ownAddress.ts";
import { ProblemError } from "./problem.ts";

/** What the admission of pages works with. */
interface AdmissionParts extends OwnAddressParts {
  refusedOrigins: RefusedOrigins;
}

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

/** Remembers whose pages were refused, and tells the owner of each once. */
export interface RefusedOrigins {
  /**
   * @param origin - what the request claims
   * @param site - key of the site that was asked for, where one was
   */
  note(origin: string, site?: string): void;
  /** Ends the wait for the next hour. */
  stop(): void;
}

const MAX_KEPT = 100;
const MAX_LOGGED_PER_HOUR = 20;
const HOUR_MS = 3_600_000;
const MAX_ORIGIN_LENGTH = 200;

/** Anybody can claim any origin, so that neither the memory nor the log may grow with what is claimed. */
export function createRefusedOrigins(log: Log): RefusedOrigins {
  const known = new Set<string>();
  let told = 0;
  let untold = 0;
  let hour: NodeJS.Timeout | undefined;

  const beginHour = () => {
    hour = setTimeout(() => {
      hour = undefined;
      told = 0;
      if (untold)
        log.warn("origin_refused", "Pages of further origins were refused in the last hour.", {
          requests: untold,
        });
      untold = 0;
    }, HOUR_MS);
    hour.unref();
  };
  return {
    note(origin, site) {
      const claimed = origin.slice(0, MAX_ORIGIN_LENGTH);
      const name = `${claimed} ${site ?? ""}`;
      if (known.has(name)) return;
      if (!hour) beginHour();
      if (known.size >= MAX_KEPT || told >= MAX_LOGGED_PER_HOUR) {
        untold += 1;
        return;
      }
      known.add(name);
      told += 1;
      log.warn(
        "origin_refused",
        'A page was refused because of where it says it is from. If it is yours, name its origin in "origins" of the site.',
        { origin: claimed, ...(site === undefined ? {} : { site }) },
      );
    },
    stop: () => clearTimeout(hour),
  };
}

/**
 * Refuses what another site's page makes a browser send, and what hides where it is from. Requests that tell nothing
 * come from no browser of the last years.
 *
 * @throws ProblemError 403
 */
export function admitOwnPages(parts: OwnAddressParts, context: Context): void {
  if (isOwnPage(parts, context) ?? context.req.header("Origin") === undefined) return;
  throw new ProblemError(
    403,
    "origin_refused",
    "Only pages of the collector itself may do this with a session; others need a token.",
  );
}
