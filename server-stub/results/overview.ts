import { Hono } from "hono";
import type { Figures, Rates } from "../answers/results.ts";
import type { Collector } from "../collector.ts";
import { accessOf } from "../http/auth.ts";
import { admitParameters, rangeParameters, zoneParameter } from "../http/query.ts";
import { type ManifestRevision, manifestHistory, surveysOf } from "../store/manifests.ts";
import { readSurveyIds } from "../store/pages.ts";
import type { Store } from "../store/store.ts";
import { definitionsOf } from "./definitions.ts";
import type { Conditions } from "./dimension.ts";
import { readCounted } from "./readCounted.ts";
import { leastAnswers, OF_A_GROUP } from "./smallNumbers.ts";
import { createTally, type Tally } from "./tally.ts";

/** A survey, or a touchpoint within one, with its figures. */
interface OverviewRow extends Figures, Rates {
  survey: string;
  /** Where in the customer's way it was asked; `null` where records name none. */
  touchpoint?: string | null;
}

/** The answer of `GET /v1/overview`. */
interface Overview {
  from: string | null;
  to: string | null;
  surveys: OverviewRow[];
  /** A touchpoint that several surveys ask at has a row for each; their scales may differ. */
  touchpoints: OverviewRow[];
}

/** What an overview is drawn from. */
interface OverviewSource {
  store: Store;
  site: string;
  /** What the caller may see. */
  where: Conditions;
  range: { from: Date | undefined; to: Date | undefined };
}

/** Draws the overview of a site: every survey that was ever served or answered, largest first. */
async function drawOverview({ store, site, where, range }: OverviewSource): Promise<Overview> {
  const history = await manifestHistory(store, site);
  const surveys: OverviewRow[] = [];
  const touchpoints: OverviewRow[] = [];
  for (const survey of await surveyIds(store, site, history)) {
    const definitions = definitionsOf(history, survey);
    const whole = createTally(definitions.kinds);
    const places = new Map<string | null, Tally>();
    const selection = { site, survey, ...range };
    const counting = { selection, conditions: [where], count: "records" } as const;
    await readCounted(store, definitions, counting, (counted) => {
      whole.add(counted);
      const place = counted.record.touchpoint ?? null;
      const tally = places.get(place) ?? createTally(definitions.kinds);
      places.set(place, tally);
      tally.add(counted);
    });
    surveys.push({ survey, ...whole.rates(), ...whole.figures(leastAnswers([where])) });
    for (const [touchpoint, tally] of places)
      touchpoints.push({ survey, touchpoint, ...tally.rates(), ...tally.figures(OF_A_GROUP) });
  }
  const bySize = (a: OverviewRow, b: OverviewRow) => b.shown - a.shown;
  return {
    from: range.from?.toISOString() ?? null,
    to: range.to?.toISOString() ?? null,
    surveys: surveys.sort(bySize),
    touchpoints: touchpoints.sort(bySize),
  };
}

async function surveyIds(
  store: Store,
  site: string,
  history: readonly ManifestRevision[],
): Promise<string[]> {
  const served = history.flatMap(({ body }) => surveysOf(body).map(({ id }) => id));
  return [...new Set([...served, ...(await readSurveyIds(store, site))])].sort();
}

/** `GET /v1/overview`: a site's surveys and touchpoints side by side. */
export function overviewRoutes({ store, configuration }: Collector): Hono {
  const app = new Hono();
  app.get("/v1/overview", async (context) => {
    admitParameters(context, ["key", "from", "to", "tz"]);
    const { site, where } = accessOf(context);
    const zone = zoneParameter(context, configuration.current.timeZone);
    const range = rangeParameters(context, zone);
    const overview = await drawOverview({ store, site: site.key, where, range });
    return context.json(overview, 200, { "Cache-Control": "no-store" });
  });
  return app;
}
