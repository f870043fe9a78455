import type { Context } from "hono";
import type * as z from "zod/mini";
import { formatValue } from "../../widget/manifest/problem.ts";
import { instantOfWall, isRealDay, isTimeZone, startOfDay } from "../results/zone.ts";
import { suggestName } from "../suggestion.ts";
import { ProblemError } from "./problem.ts";

/** A 400 that names the parameter, what was found and what is expected. */
export function wrongParameter(name: string, found: string | undefined, expected: string): ProblemError {
  return new ProblemError(
    400,
    "wrong_parameter",
    `${name}: found ${formatValue(found)}, expected ${expected}.`,
  );
}

/** Of these every one counts; of others that stand twice one would be ignored. */
const REPEATABLE: readonly string[] = ["filter", "state", "status"];

/**
 * Refuses what would otherwise be ignored without a word: parameters that the route does not know, and a second value
 * of one that takes a single value.
 *
 * @throws ProblemError 400
 */
export function admitParameters(context: Context, known: readonly string[]): void {
  for (const [name, values] of Object.entries(context.req.queries())) {
    if (known.includes(name)) {
      if (values.length > 1 && !REPEATABLE.includes(name))
        throw new ProblemError(
          400,
          "wrong_parameter",
          `${name}: found ${values.length} values, expected one, since it stands for one thing.`,
        );
      continue;
    }
    const meant = suggestName(name, known);
    throw wrongParameter(
      name,
      context.req.query(name),
      `one of the parameters ${known.join(", ")}${meant === undefined ? "" : ` (did you mean "${meant}"?)`}`,
    );
  }
}

/** One of a few words; the first is the default. */
export function wordParameter<Word extends string>(
  context: Context,
  name: string,
  words: readonly Word[],
): Word | undefined {
  const given = context.req.query(name);
  if (given === undefined) return undefined;
  const word = words.find((known) => known === given);
  if (word === undefined) throw wrongParameter(name, given, words.map((known) => `"${known}"`).join(" or "));
  return word;
}

/** A whole number within bounds. */
export function countParameter(
  context: Context,
  name: string,
  { min, max }: { min: number; max: number },
): number | undefined {
  const given = context.req.query(name);
  if (given === undefined) return undefined;
  const value = /^\d{1,15}$/.test(given) ? Number(given) : Number.NaN;
  if (!(value >= min && value <= max))
    throw wrongParameter(name, given, `a whole number from ${min} to ${max}`);
  return value;
}

/** The end of a page as an opaque word for addresses. */
export function formatCursor(place: readonly unknown[]): string {
  return Buffer.from(JSON.stringify(place)).toString("base64url");
}

/**
 * Reads `limit` (default 100) and `cursor`.
 *
 * @param place - schema of the place that a cursor of this list stands for
 * @param max - most items of a page
 */
export function pageParameters<Place extends z.ZodMiniType>(
  context: Context,
  place: Place,
  max: number,
): { limit: number; after: z.output<Place> | undefined } {
  const limit = countParameter(context, "limit", { min: 1, max }) ?? 100;
  const cursor = context.req.query("cursor");
  if (cursor === undefined) return { limit, after: undefined };
  try {
    return { limit, after: place.parse(JSON.parse(Buffer.from(cursor, "base64url").toString())) };
  } catch {
    throw wrongParameter("cursor", cursor, "the cursor of an earlier answer, unchanged");
  }
}

/** The time zone that days are counted in. */
export function zoneParameter(context: Context, fallback: string): string {
  const given = context.req.query("tz");
  if (given === undefined) return fallback;
  if (!isTimeZone(given)) throw wrongParameter("tz", given, "a time zone such as Asia/Shanghai or UTC");
  return given;
}

/**
 * What `from` (inclusive) and `to` (exclusive) say.
 *
 * @throws ProblemError 400 where one cannot be read, or the end does not come after the beginning
 */
export function rangeParameters(
  context: Context,
  timeZone: string,
): { from: Date | undefined; to: Date | undefined } {
  const from = timeParameter(context, "from", timeZone);
  const to = timeParameter(context, "to", timeZone);
  if (from && to && from >= to) throw wrongParameter("to", context.req.query("to"), "a time after from");
  return { from, to };
}

const TIME = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?)(Z|[+-]\d\d:?\d\d)?)?$/;

/** An instant: with zone as it stands; without zone, or as a bare day (its midnight), in the given zone. */
export function timeParameter(context: Context, name: string, timeZone: string): Date | undefined {
  const given = context.req.query(name);
  if (given === undefined) return undefined;
  // An unescaped "+" of a zone arrives as a space.
  const [, day, time, zone] = TIME.exec(given.replace(/(?<=\d) (?=\d\d:?\d\d$)(?<=T.*)/, "+")) ?? [];
  const refuse = () =>
    wrongParameter(name, given, "a day such as 2026-11-22 or a time such as 2026-11-22T08:00:00Z");
  if (day === undefined || !isRealDay(day)) throw refuse();
  const wall = Date.parse(`${day}T${time ?? "00:00"}Z`);
  if (Number.isNaN(wall)) throw refuse();
  if (time === undefined) return new Date(startOfDay(day, timeZone));
  const instant = zone ? Date.parse(`${day}T${time}${zone}`) : instantOfWall(wall, timeZone);
  if (Number.isNaN(instant)) throw refuse();
  return new Date(instant);
}
