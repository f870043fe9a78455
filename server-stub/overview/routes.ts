import { Hono } from "hono";
import type { Collector } from "../collector.ts";
import { accessOf } from "../http/enforceRights.ts";
import { admitParameters, rangeParameters, zoneParameter } from "../http/query.ts";
import { drawOverview } from "./overview.ts";

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
