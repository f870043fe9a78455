import type { Context } from "hono";
import {
  admitParameters,
  countParameter,
  timeParameter,
  wordParameter,
  wrongParameter,
  zoneParameter,
} from "../http/query.ts";
import { suggestName } from "../suggestion.ts";
import { type Conditions, DIMENSION_NAMES, isDimension } from "./dimension.ts";
import type { GroupLevels } from "./groups.ts";
import { COUNTS, type Count } from "./readCounted.ts";
import { LONGEST_SERIES, STEPS, type Step } from "./series.ts";

/** What a request for results asks for. */
export interface ResultParameters {
  from: Date | undefined;
  to: Date | undefined;
  timeZone: string;
  by: { text: string; levels: GroupLevels } | undefined;
  filter: Conditions;
  step: Step | undefined;
  compare: "previous" | undefined;
  count: Count;
  invited: number | undefined;
}

const KNOWN = ["key", "from", "to", "by", "filter", "step", "compare", "count", "invited", "tz"];

const DAY_MS = 86_400_000;
const STEP_MS: Record<Step, number> = { day: DAY_MS, week: 7 * DAY_MS, month: 28 * DAY_MS };

/**
 * Reads the parameters of results.
 *
 * @param timeZone - the configuration's
 * @throws ProblemError 400 that names the parameter, what was found and what is expected
 */
export function readResultParameters(context: Context, timeZone: string): ResultParameters {
  admitParameters(context, KNOWN);
  const zone = zoneParameter(context, timeZone);
  const from = timeParameter(context, "from", zone);
  const to = timeParameter(context, "to", zone);
  if (from && to && from >= to) throw wrongParameter("to", context.req.query("to"), "a time after from");
  const compare = wordParameter(context, "compare", ["previous"]);
  if (compare && !from)
    throw wrongParameter(
      "from",
      undefined,
      "a time, because compare=previous needs to know how long the period is",
    );
  const step = wordParameter(context, "step", STEPS);
  if (step && from && to && (to.getTime() - from.getTime()) / STEP_MS[step] > LONGEST_SERIES)
    throw wrongParameter("step", step, `a step that the period has at most ${LONGEST_SERIES} of`);
  return {
    from,
    to,
    timeZone: zone,
    by: readLevels(context.req.query("by")),
    filter: readFilter(context.req.queries("filter") ?? []),
    step,
    compare,
    count: wordParameter(context, "count", COUNTS) ?? "records",
    invited: countParameter(context, "invited", { least: 0, most: 1e12 }),
  };
}

function readLevels(by: string | undefined): ResultParameters["by"] {
  if (by === undefined) return undefined;
  const levels = by
    .split(",")
    .map((level) => level.split("|").map((name) => admitDimension("by", name.trim())));
  if (levels.length > 2) throw wrongParameter("by", by, "at most two levels");
  return { text: by, levels };
}

/**
 * Reads conditions `name:value`; those of one name are alternatives.
 *
 * @throws ProblemError 400
 */
export function readFilter(filters: readonly string[]): Conditions {
  const conditions = new Map<string, Set<string>>();
  for (const filter of filters) {
    const colon = filter.indexOf(":");
    if (colon < 1) throw wrongParameter("filter", filter, "name:value, such as locale:en");
    const name = admitDimension("filter", filter.slice(0, colon));
    conditions.set(name, (conditions.get(name) ?? new Set()).add(filter.slice(colon + 1)));
  }
  return conditions;
}

function admitDimension(parameter: string, name: string): string {
  if (isDimension(name)) return name;
  const meant = suggestName(name, DIMENSION_NAMES);
  const hint = meant === undefined ? "" : ` (did you mean "${meant}"?)`;
  throw wrongParameter(parameter, name, `one of ${DIMENSION_NAMES.join(", ")}${hint}`);
}
