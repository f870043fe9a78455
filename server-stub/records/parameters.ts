import type { Context } from "hono";
import * as z from "zod/mini";
import { RECORD_STATES } from "../../widget/record/schema.ts";
import {
  admitParameters,
  countParameter,
  timeParameter,
  wrongParameter,
  zoneParameter,
} from "../http/query.ts";
import type { RecordPlace, RecordSelection } from "../store/pages.ts";

/** Which records a request asks for. */
export type RecordFilter = Omit<RecordSelection, "site" | "survey">;

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
    changedSince: timeParameter(context, "changedSince", zone),
    states,
  };
}

/** Reads `limit` (default 100, at most 1,000) and `cursor`. */
export function readPageParameters(context: Context): { limit: number; after: RecordPlace | undefined } {
  const limit = countParameter(context, "limit", { least: 1, most: 1_000 }) ?? 100;
  const cursor = context.req.query("cursor");
  if (cursor === undefined) return { limit, after: undefined };
  const place = parseCursor(cursor);
  if (!place) throw wrongParameter("cursor", cursor, "the cursor of an earlier answer, unchanged");
  return { limit, after: place };
}

const Cursor = z.tuple([z.iso.datetime(), z.string()]);

/** A place as an opaque word for addresses. */
export function printCursor({ shownAt, id }: RecordPlace): string {
  return Buffer.from(JSON.stringify([shownAt, id])).toString("base64url");
}

function parseCursor(cursor: string): RecordPlace | undefined {
  try {
    const [shownAt, id] = Cursor.parse(JSON.parse(Buffer.from(cursor, "base64url").toString()));
    return { shownAt, id };
  } catch {
    return undefined;
  }
}
