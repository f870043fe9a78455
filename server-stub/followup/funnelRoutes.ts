import { Hono } from "hono";
import type { FollowUp } from "../answers/cases.ts";
import type { Collector } from "../collector.ts";
import { accessOf } from "../http/enforceRights.ts";
import { openSurvey } from "../results/openSurvey.ts";
import type { Store } from "../store/store.ts";
import { createFunnelTally, type FunnelTally, groupValuesOf } from "./funnel.ts";
import { type Listing, streamCases } from "./listCases.ts";
import { type FunnelParameters, readFunnelParameters } from "./parameters.ts";
import { caseRecord } from "./printCase.ts";

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
export async function countFunnel(
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
  figures.sort((one, other) => other.unhappy - one.unhappy || compare(one.value, other.value));
  return { ...whole.figures(), by: by.text, groups: figures };
}

function compare(one: string | null, other: string | null): number {
  if (one === null || other === null) return Number(one === null) - Number(other === null);
  return one < other ? -1 : 1;
}
