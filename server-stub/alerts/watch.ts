import { durationMs } from "../../widget/manifest/duration.ts";
import { localDay } from "../results/zone.ts";
import { readPosition, selectChangedRecords } from "../store/changes.ts";
import type { Store } from "../store/store.ts";
import { periodOf } from "./days.ts";
import type { AlertRule } from "./rule.ts";

/** Remembers when rules were looked at, so that figures which cannot have changed are not counted again. */
export interface Watch {
  /** The rules whose figures may have changed since they were looked at: by new records, or by the time that passed. */
  rulesDue(store: Pick<Store, "reader">, moment: WatchedMoment): Promise<DueRules>;
  /** Notes that rules were looked at. */
  looked(site: string, due: DueRules, now: Date): void;
}

/** Whose rules are asked for, and when. */
interface WatchedMoment {
  site: string;
  rules: readonly AlertRule[];
  now: Date;
  /** Zone of days. */
  timeZone: string;
}

/** Rules that are to be looked at. */
interface DueRules {
  rules: readonly AlertRule[];
  /** How far changes had come before. */
  place: number;
}

/** When a rule was looked at. */
interface Look {
  time: number;
  /** How far changes had come. */
  place: number;
}

/** Without new records, what counts by the hour is looked at again after this. */
const RECOUNT_MS = 5 * 60_000;
/** Days that have ended are looked at again after this: records that were imported are no change. */
const RECOUNT_DAYS_MS = 60 * 60_000;

/** A watch that has seen nothing yet: the first time every rule is due. */
export function createWatch(): Watch {
  const lastLooks = new Map<string, Look>();
  const nameOf = (site: string, rule: AlertRule) => JSON.stringify([site, rule.key]);
  return {
    async rulesDue({ reader }, { site, rules, now, timeZone }) {
      const due: AlertRule[] = [];
      const place = await readPosition(reader, site, "record");
      for (const rule of rules) {
        const last = lastLooks.get(nameOf(site, rule));
        const isDue =
          last === undefined ||
          hasPassed(rule, last.time, now, timeZone) ||
          (place > last.place &&
            (await hasChanged(reader, rule, { site, after: last.place, now, timeZone })));
        if (isDue) due.push(rule);
      }
      return { rules: due, place };
    },
    looked(site, { rules, place }, now) {
      for (const rule of rules) lastLooks.set(nameOf(site, rule), { time: now.getTime(), place });
    },
  };
}

/** Whether time alone may have changed a rule's figures: another day has ended, or answers have grown old. */
function hasPassed(rule: AlertRule, last: number, now: Date, timeZone: string): boolean {
  const passed = Math.abs(now.getTime() - last);
  if (rule.kind !== "figure") return passed >= RECOUNT_MS;
  return passed >= RECOUNT_DAYS_MS || localDay(last, timeZone) !== localDay(now.getTime(), timeZone);
}

/** Whether a record within a rule's time is new or changed since the last look. */
async function hasChanged(
  reader: Store["reader"],
  rule: AlertRule,
  { site, after, now, timeZone }: Omit<WatchedMoment, "rules"> & { after: number },
): Promise<boolean> {
  const { from, to } = windowOf(rule, now, timeZone);
  const query = selectChangedRecords(reader, { site, after })
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
