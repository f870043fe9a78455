import type { Context } from "hono";
import { admitParameters, countParameter, wordParameter, wrongParameter } from "../http/query.ts";
import type { GroupLevels } from "./groups.ts";
import { COUNTS, type Count } from "./readCounted.ts";
import {
  admitDimension,
  readSelectionParameters,
  SELECTION_PARAMETERS,
  type SelectionParameters,
} from "./selection.ts";
import { LONGEST_SERIES, STEPS, type Step } from "./series.ts";

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
  if (step && from && to && (to.getTime() - from.getTime()) / STEP_MS[step] > LONGEST_SERIES)
    throw wrongParameter("step", step, `a step that the period has at most ${LONGEST_SERIES} of`);
  const average = countParameter(context, "average", { least: 2, most: 100 });
  if (average && !step) throw wrongParameter("step", undefined, `one of ${STEPS.join(", ")} to average over`);
  return {
    ...selection,
    by: readLevels(context.req.query("by")),
    step,
    average,
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
