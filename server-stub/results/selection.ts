import type { Context } from "hono";
import { rangeParameters, wrongParameter, zoneParameter } from "../http/query.ts";
import { suggestName } from "../suggestion.ts";
import { type Conditions, DIMENSION_NAMES, isDimension } from "./dimension.ts";

/** Which records of a survey a request is about. */
export interface SelectionParameters {
  /** Inclusive. */
  from: Date | undefined;
  /** Exclusive. */
  to: Date | undefined;
  timeZone: string;
  filter: Conditions;
}

/** The names of the parameters that select, and of the site's key. */
export const SELECTION_PARAMETERS = ["key", "from", "to", "filter", "tz"] as const;

/**
 * Reads the parameters that say which records are meant.
 *
 * @param fallback - time zone of times without one
 * @throws ProblemError 400 that names the parameter, what was found and what is expected
 */
export function readSelectionParameters(context: Context, fallback: string): SelectionParameters {
  const timeZone = zoneParameter(context, fallback);
  const range = rangeParameters(context, timeZone);
  return { ...range, timeZone, filter: readFilter(context.req.queries("filter") ?? []) };
}

function readFilter(filters: readonly string[]): Conditions {
  const conditions = new Map<string, Set<string>>();
  for (const filter of filters) {
    const colon = filter.indexOf(":");
    if (colon < 1) throw wrongParameter("filter", filter, "name:value, such as locale:en");
    const name = admitDimension("filter", filter.slice(0, colon));
    conditions.set(name, (conditions.get(name) ?? new Set()).add(filter.slice(colon + 1)));
  }
  return conditions;
}

/**
 * A dimension's name.
 *
 * @throws ProblemError 400
 */
export function admitDimension(parameter: string, name: string): string {
  if (isDimension(name)) return name;
  const meant = suggestName(name, DIMENSION_NAMES);
  const hint = meant === undefined ? "" : ` (did you mean "${meant}"?)`;
  throw wrongParameter(parameter, name, `one of ${DIMENSION_NAMES.join(", ")}${hint}`);
}
