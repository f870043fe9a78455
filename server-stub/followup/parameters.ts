import type { Context } from "hono";
import * as z from "zod/mini";
import { CASE_STATUSES, type CaseStatus } from "../answers/cases.ts";
import { admitParameters, pageParameters, wordParameter, wrongParameter } from "../http/query.ts";
import { type Conditions, DIMENSION_NAMES, isGrouping } from "../results/dimension.ts";
import { readSelectionParameters, SELECTION_PARAMETERS } from "../results/parameters.ts";
import { suggestName } from "../suggestion.ts";

/** A place in the list of cases: turn and id. */
const CasePlace = z.tuple([z.string().check(z.regex(/^[0-2]\d{4}-[\dT:.-]{18}Z$/)), z.uuid()]);

/** Which cases are wanted. */
export interface CaseSelection {
  statuses?: readonly CaseStatus[] | undefined;
  survey?: string | undefined;
  owner?: string | undefined;
  assigned?: string | undefined;
  overdue?: boolean | undefined;
  record?: string | undefined;
  user?: string | undefined;
  /** Inclusive, on the corrected time of showing. */
  from?: Date | undefined;
  /** Exclusive. */
  to?: Date | undefined;
  /** Only what comes after this place. */
  after?: { turn: string; id: string } | undefined;
}

/**
 * Reads what `GET /v1/cases` is asked for.
 *
 * @throws ProblemError 400 that names the parameter, what was found and what is expected
 */
export function readCaseParameters(
  context: Context,
  timeZone: string,
): { selection: CaseSelection; limit: number } {
  admitParameters(context, [
    "key",
    "status",
    "survey",
    "owner",
    "assigned",
    "overdue",
    "record",
    "user",
    "from",
    "to",
    "tz",
    "cursor",
    "limit",
  ]);
  const { from, to } = readSelectionParameters(context, timeZone);
  const { limit, after } = pageParameters(context, CasePlace, 500);
  const [turn = "", id = ""] = after ?? [];
  return {
    selection: {
      statuses: readStatuses(context),
      survey: textParameter(context, "survey"),
      owner: textParameter(context, "owner"),
      assigned: textParameter(context, "assigned"),
      overdue: wordParameter(context, "overdue", ["true"]) && true,
      record: textParameter(context, "record"),
      user: textParameter(context, "user"),
      from,
      to,
      after: after && { turn, id },
    },
    limit,
  };
}

/** Databases refuse NUL and halves of a pair. */
function textParameter(context: Context, name: string): string | undefined {
  const given = context.req.query(name);
  if (given !== undefined && /\0|\p{Surrogate}/u.test(given))
    throw wrongParameter(name, given, "a text without NUL");
  return given;
}

function readStatuses(context: Context): CaseStatus[] | undefined {
  const given = context.req.queries("status")?.flatMap((list) => list.split(","));
  return given?.map((name) => {
    const status = CASE_STATUSES.find((known) => known === name);
    if (status) return status;
    throw wrongParameter("status", name, `of ${CASE_STATUSES.join(", ")}, with commas`);
  });
}

/** What cases can be grouped by besides the dimensions of their records. */
const CASE_DIMENSIONS = ["assigned", "owner", "level", "survey"] as const;
export type CaseDimension = (typeof CASE_DIMENSIONS)[number];

/** What the funnel is asked for. */
export interface FunnelParameters {
  selection: CaseSelection;
  filter: Conditions;
  /** Of these names the first that a case has counts. */
  by: { text: string; names: readonly string[] } | undefined;
}

/**
 * Reads what `GET /v1/followup` is asked for.
 *
 * @throws ProblemError 400 that names the parameter, what was found and what is expected
 */
export function readFunnelParameters(context: Context, timeZone: string): FunnelParameters {
  admitParameters(context, [...SELECTION_PARAMETERS, "survey", "by"]);
  const { from, to, filter } = readSelectionParameters(context, timeZone);
  const by = context.req.query("by");
  const names = by?.split("|").map((name) => name.trim());
  for (const name of names ?? []) {
    if (isGrouping(name) || CASE_DIMENSIONS.some((known) => known === name)) continue;
    const known = [...CASE_DIMENSIONS, ...DIMENSION_NAMES];
    const meant = suggestName(name, known);
    const hint = meant === undefined ? "" : ` (did you mean "${meant}"?)`;
    throw wrongParameter("by", name, `one of ${known.join(", ")}${hint}`);
  }
  return {
    selection: {
      survey: textParameter(context, "survey"),
      from,
      to,
    },
    filter,
    by: by === undefined || !names ? undefined : { text: by, names },
  };
}
