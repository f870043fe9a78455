import { Hono } from "hono";
import type { CaseStatus, FollowUp, Funnel } from "../answers/cases.ts";
import type { Collector } from "../collector.ts";
import { accessOf } from "../http/auth.ts";
import { openSurvey } from "../results/definitions.ts";
import { type DimensionedRecord, valuesOf } from "../results/dimension.ts";
import type { Store } from "../store/store.ts";
import type { CaseWithRecord } from "./case.ts";
import { type CaseDimension, type FunnelParameters, readFunnelParameters } from "./parameters.ts";
import { type Listing, streamCases } from "./readCases.ts";
import { caseRecord } from "./serializeCase.ts";
import { isOverdue } from "./timetable.ts";

/** `GET /v1/followup`: how many were unhappy, contacted, resolved and recovered. */
export function funnelRoutes({ store, configuration, now }: Collector): Hono {
  const app = new Hono();
  app.get("/v1/followup", async (context) => {
    const { site, where } = accessOf(context);
    const { selection, filter, by } = readFunnelParameters(context, configuration.current.timeZone);
    if (selection.survey !== undefined) await openSurvey(store, site.key, selection.survey);
    const listing = { site: site.key, selection, conditions: [where, filter], now: now() };
    return context.json(await countFunnel(store, listing, by), 200, { "Cache-Control": "no-store" });
  });
  return app;
}

/** Counts the cases that are asked for, as they stand now. */
async function countFunnel(
  store: Pick<Store, "reader">,
  listing: Listing,
  by: FunnelParameters["by"],
): Promise<FollowUp> {
  const whole = createFunnelTally(listing.now);
  const groups = new Map<string | null, FunnelTally>();
  for await (const row of streamCases(store, listing)) {
    whole.add(row);
    for (const value of by ? groupValuesOf(row, caseRecord(row), by.names) : []) {
      const group = groups.get(value) ?? createFunnelTally(listing.now);
      groups.set(value, group);
      group.add(row);
    }
  }
  if (!by) return whole.figures();
  const figures = [...groups].map(([value, group]) => ({ value, ...group.figures() }));
  figures.sort((a, b) => b.unhappy - a.unhappy || compare(a.value, b.value));
  return { ...whole.figures(), by: by.text, groups: figures };
}

function compare(a: string | null, b: string | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return a < b ? -1 : 1;
}

/** Counts cases as they come. */
interface FunnelTally {
  add(row: CaseWithRecord): void;
  figures(): Funnel;
}

const HOUR_MS = 3_600_000;

/** A tally of cases as they stand at a time. */
function createFunnelTally(now: Date): FunnelTally {
  const statuses = new Map<CaseStatus, number>();
  const hours: number[] = [];
  let all = 0;
  let overdue = 0;
  let resolved = 0;
  let recovered = 0;
  let inTime = 0;
  let decided = 0;
  return {
    add(row) {
      statuses.set(row.status, (statuses.get(row.status) ?? 0) + 1);
      if (row.status === "withdrawn") return;
      all += 1;
      if (isOverdue(row, now)) overdue += 1;
      if (row.resolved_at !== null) resolved += 1;
      if (row.recovered_at !== null) recovered += 1;
      if (row.contacted_at !== null)
        hours.push((Date.parse(row.contacted_at) - Date.parse(row.received_at)) / HOUR_MS);
      if (row.contacted_at !== null || row.due_at <= now.toISOString()) decided += 1;
      if (row.contacted_at !== null && row.contacted_at <= row.due_at) inTime += 1;
    },
    figures: () => ({
      unhappy: all,
      open: statuses.get("open") ?? 0,
      overdue,
      contacted: hours.length,
      resolved,
      unreachable: statuses.get("unreachable") ?? 0,
      withdrawn: statuses.get("withdrawn") ?? 0,
      recovered,
      medianHoursToContact: medianOf(hours),
      contactedInTime: decided ? inTime / decided : null,
    }),
  };
}

/** The middle of some numbers; of an even count the mean of the two. */
function medianOf(numbers: number[]): number | null {
  const sorted = [...numbers].sort((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.floor((sorted.length - 1) / 2)];
  return upper === undefined || lower === undefined ? null : (lower + upper) / 2;
}

const OF_CASES: Record<CaseDimension, (row: CaseWithRecord) => string | null> = {
  assigned: (row) => row.assigned,
  owner: (row) => row.owner,
  level: (row) => String(row.level),
  survey: (row) => row.survey,
};

/** The values that a case is grouped by: of these names the first that it or its record has; `null` without one. */
export function groupValuesOf(
  row: CaseWithRecord,
  record: DimensionedRecord,
  names: readonly string[],
): readonly (string | null)[] {
  for (const name of names) {
    const values = isCaseDimension(name) ? [OF_CASES[name](row)] : valuesOf(record, name);
    const present = values.filter((value) => value !== null);
    if (present.length) return present;
  }
  return [null];
}

function isCaseDimension(name: string): name is CaseDimension {
  return Object.hasOwn(OF_CASES, name);
}
