import type { Context } from "hono";
import * as z from "zod/mini";
import { RECORD_STATES } from "../../widget/record/schema.ts";
import { admitParameters, timeParameter, wrongParameter, zoneParameter } from "../http/query.ts";
import type { RecordSelection } from "../store/pages.ts";

/** Which records a request asks for. */
type RecordFilter = Omit<RecordSelection, "site" | "survey">;

const KNOWN = ["key", "from", "to", "tz", "changedSince", "state"];

/**
 * Reads the parameters that every form of records shares.
 *
 * @param more - further parameters that the route knows
 * @throws ProblemError 400
 */
export function readRecordParameters(
  context: Context,
  timeZone: string,
  more: readonly string[] = [],
): RecordFilter {
  admitParameters(context, [...KNOWN, ...more]);
  const zone = zoneParameter(context, timeZone);
  const states = (context.req.queries("state") ?? []).flatMap((given) => given.split(","));
  for (const state of states)
    if (!RECORD_STATES.some((known) => known === state))
      throw wrongParameter("state", state, `of ${RECORD_STATES.join(", ")}, with commas`);
  return {
    from: timeParameter(context, "from", zone),
    to: timeParameter(context, "to", zone),
    changedSince:
      parsePosition(context.req.query("changedSince")) ?? timeParameter(context, "changedSince", zone),
    states,
  };
}

/** A place in the order of changes as an opaque word for addresses. */
export function formatPosition(place: number): string {
  return `p${place.toString(36)}`;
}

function parsePosition(given = ""): number | undefined {
  return /^p[0-9a-z]{1,10}$/.test(given) ? Number.parseInt(given.slice(1), 36) : undefined;
}

/** Where a page ended, and the position up to which changes are in it and the pages before. */
export const PageEnd = z.union([
  z.tuple([z.iso.datetime(), z.string(), z.int().check(z.nonnegative())]),
  z.tuple([z.iso.datetime(), z.string()]),
]);
