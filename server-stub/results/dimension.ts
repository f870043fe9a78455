import { own } from "../../widget/manifest/rule.ts";
import type { SurveyRecord } from "../../widget/record/schema.ts";

/** A record as dimensions see it. */
export interface DimensionedRecord extends SurveyRecord {
  /** What people or a classifier called it. Default none. */
  tags?: readonly string[];
}

/** A value that records are grouped and filtered by; `null` where a record has none. */
export type DimensionValue = string | null;

const PLAIN: Record<string, (record: DimensionedRecord) => unknown> = {
  locale: (record) => record.locale,
  platform: (record) => record.platform,
  device: (record) => record.device,
  page: (record) => record.page?.url,
  trigger: (record) => record.trigger.on,
  touchpoint: (record) => record.touchpoint,
  surveyRevision: (record) => record.surveyRevision,
  // Which way a link was handed out: by mail, on a receipt, as a QR code.
  channel: (record) => (record.trigger.on === "link" ? own(record.trigger.props, "channel") : null),
  tag: (record) => record.tags?.[0],
};

/** The names of dimensions, for messages. */
export const DIMENSION_NAMES = [...Object.keys(PLAIN), "trait.NAME", "prop.NAME"] as const;

/** Whether records can be grouped and filtered by this name. */
export function isDimension(name: string): boolean {
  return Object.hasOwn(PLAIN, name) || /^(?:trait|prop)\../.test(name);
}

/** Whether this, in a list with `|`, is one name to group by. With a comma it would be levels, which only results have. */
export function isGrouping(name: string): boolean {
  return isDimension(name) && !name.includes(",");
}

function dimensionOf(record: DimensionedRecord, name: string): DimensionValue {
  const value = name.startsWith("trait.")
    ? own(record.user?.traits, name.slice("trait.".length))
    : name.startsWith("prop.")
      ? own(record.trigger.props, name.slice("prop.".length))
      : PLAIN[name]?.(record);
  return value === undefined || value === null ? null : String(value);
}

/** Conditions on dimensions: each named one must have one of the values. */
export type Conditions = ReadonlyMap<string, ReadonlySet<string>>;

/** The conditions of a `where` in the configuration; none without one. */
export function conditionsOf(where: Readonly<Record<string, readonly string[]>> = {}): Conditions {
  return new Map(Object.entries(where).map(([name, values]) => [name, new Set(values)]));
}

/**
 * Whether all records of a group meet all conditions, by what the group alone tells.
 *
 * @param group - absent: all records
 */
export function liesWithin(
  group: { by: string; value: DimensionValue } | undefined,
  conditions: Conditions,
): boolean {
  for (const [name, values] of conditions)
    if (group?.by !== name || group.value === null || !values.has(group.value)) return false;
  return true;
}

/** Whether a record meets all conditions. */
export function meets(record: DimensionedRecord, conditions: Conditions): boolean {
  for (const [name, values] of conditions) {
    if (!valuesOf(record, name).some((value) => values.has(value))) return false;
  }
  return true;
}

/** All values of a record in a dimension: only tags can be several. */
export function valuesOf(record: DimensionedRecord, name: string): readonly string[] {
  if (name === "tag") return record.tags ?? [];
  const value = dimensionOf(record, name);
  return value === null ? [] : [value];
}
