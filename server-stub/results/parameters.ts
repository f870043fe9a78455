import type { Context } from "hono";
import { COUNTS, type Count } from "../answers/results.ts";
import {
  admitParameters,
  countParameter,
  rangeParameters,
  wordParameter,
  wrongParameter,
  zoneParameter,
} from "../http/query.ts";
import { suggestName } from "../suggestion.ts";
import { type Conditions, DIMENSION_NAMES, isDimension } from "./dimension.ts";
import type { GroupLevels } from "./groups.ts";
import { MAX_SERIES_LENGTH, STEPS, type Step } from "./series.ts";

/** What a request for results asks for. */
export interface ResultParameters extends SelectionParameters {
  by: { text: string; levels: GroupLevels } | undefined;
  step: Step | undefined;
  /** Steps of a moving average. */
  average: number | undefined;
  compare: "previous" | undefined;
  count: Count;
  invited: number | undefined;
}

/** The names of the parameters that select, and of the site's key. */
export const SELECTION_PARAMETERS = ["key", "from", "to", "filter", "tz"] as const;

const KNOWN = [...SELECTION_PARAMETERS, "by", "step", "average", "compare", "count", "invited"];

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
  const selection = readSelectionParameters(context, timeZone);
  const { from, to } = selection;
  const compare = wordParameter(context, "compare", ["previous"]);
  if (compare && !from)
    throw wrongParameter(
      "from",
      undefined,
      "a time, because compare=previous needs to know how long the period is",
    );
  const step = wordParameter(context, "step", STEPS);
  if (step && from && to && (to.getTime() - from.getTime()) / STEP_MS[step] > MAX_SERIES_LENGTH)
    throw wrongParameter("step", step, `a step that the period has at most ${MAX_SERIES_LENGTH} of`);
  const average = countParameter(context, "average", { min: 2, max: 100 });
  if (average && !step) throw wrongParameter("step", undefined, `one of ${STEPS.join(", ")} to average over`);
  return {
    ...selection,
    by: readLevels(context.req.query("by")),
    step,
    average,
    compare,
    count: wordParameter(context, "count", COUNTS) ?? "records",
    invited: countParameter(context, "invited", { min: 0, max: 1e12 }),
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

/** Which records of a survey a request is about. */
interface SelectionParameters {
  /** Inclusive. */
  from: Date | undefined;
  /** Exclusive. */
  to: Date | undefined;
  timeZone: string;
  filter: Conditions;
}

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
function admitDimension(parameter: string, name: string): string {
  if (isDimension(name)) return name;
  const meant = suggestName(name, DIMENSION_NAMES);
  const hint = meant === undefined ? "" : ` (did you mean "${meant}"?)`;
  throw wrongParameter(parameter, name, `one of ${DIMENSION_NAMES.join(", ")}${hint}`);
}
