import type { Context } from "hono";
import { isOwnPage, type OwnAddressParts } from "../http/ownAddress.ts";
import { ProblemError } from "../http/problem.ts";

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
