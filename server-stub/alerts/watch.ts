import { durationMs } from "../../widget/manifest/duration.ts";
import { localDay } from "../results/zone.ts";
import type { Store } from "../store/open.ts";
import { periodOf } from "./days.ts";
import type { AlertRule } from "./rule.ts";

/** Remembers when rules were looked at, so that figures which cannot have changed are not counted again. */
export interface Watch {
  /** The rules whose figures may have changed since they were looked at: by new records, or by the time that passed. */
  rulesDue(store: Pick<Store, "reader">, moment: WatchedMoment): Promise<AlertRule[]>;
  /** Notes that rules were looked at. */
  looked(site: string, rules: readonly AlertRule[], now: Date): void;
}

/** Whose rules are asked for, and when. */
export interface WatchedMoment {
  site: string;
  rules: readonly AlertRule[];
  now: Date;
  /** Zone of days. */
  timeZone: string;
}

/** Commits become visible a little out of order, most of all with several collectors. */
const OVERLAP_MS = 5_000;
/** Without new records, what counts by the hour is looked at again after this. */
const PATIENCE_MS = 5 * 60_000;
/** Days that have ended are looked at again after this: records that were imported say that they changed long ago. */
const DAYS_PATIENCE_MS = 60 * 60_000;

/** A watch that has seen nothing yet: the first time every rule is due. */
export function createWatch(): Watch {
  const lastLooks = new Map<string, number>();
  const nameOf = (site: string, rule: AlertRule) => JSON.stringify([site, rule.key]);
  return {
    async rulesDue({ reader }, { site, rules, now, timeZone }) {
      const due: AlertRule[] = [];
      for (const rule of rules) {
        const last = lastLooks.get(nameOf(site, rule));
        const isDue =
          last === undefined ||
          hasPassed(rule, last, now, timeZone) ||
          (await hasChanged(reader, site, rule, last, now, timeZone));
        if (isDue) due.push(rule);
      }
      return due;
    },
    looked(site, rules, now) {
      for (const rule of rules) lastLooks.set(nameOf(site, rule), now.getTime());
    },
  };
}

/** Whether time alone may have changed a rule's figures: another day has ended, or answers have grown old. */
function hasPassed(rule: AlertRule, last: number, now: Date, timeZone: string): boolean {
  const passed = Math.abs(now.getTime() - last);
  if (rule.kind !== "figure") return passed >= PATIENCE_MS;
  return passed >= DAYS_PATIENCE_MS || localDay(last, timeZone) !== localDay(now.getTime(), timeZone);
}

/** Whether a record within a rule's time is new or changed since the last look. */
async function hasChanged(
  reader: Store["reader"],
  site: string,
  rule: AlertRule,
  last: number,
  now: Date,
  timeZone: string,
): Promise<boolean> {
  const { from, to } = windowOf(rule, now, timeZone);
  const query = reader
    .selectFrom("records")
    .select("id")
    .where("site", "=", site)
    .where("updated_at", ">=", new Date(last - OVERLAP_MS).toISOString())
    .where((eb) => eb.or([eb("survey", "=", rule.survey), eb("survey", "=", "")]))
    .where((eb) => eb.or([eb("shown_at", ">=", from.toISOString()), eb("survey", "=", "")]))
    .limit(1);
  // What was erased has lost survey and time, and may have been anywhere.
  const found = await (to
    ? query.where((eb) => eb.or([eb("shown_at", "<", to.toISOString()), eb("survey", "=", "")]))
    : query
  ).executeTakeFirst();
  return found !== undefined;
}

function windowOf(rule: AlertRule, now: Date, timeZone: string): { from: Date; to?: Date } {
  if (rule.kind === "figure") return periodOf(rule, now, timeZone);
  const span = rule.kind === "words" ? durationMs(rule.within) : durationMs("24h");
  return { from: new Date(now.getTime() - span) };
}
