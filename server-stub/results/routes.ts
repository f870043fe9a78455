import { Hono } from "hono";
import type { Collector } from "../collector.ts";
import { accessOf } from "../http/enforceRights.ts";
import { openSurvey } from "./openSurvey.ts";
import { readResultParameters } from "./parameters.ts";
import { countResults } from "./results.ts";

/** `GET /v1/surveys/:id/results`: the figures. */
export function resultRoutes({ store, configuration, now }: Collector): Hono {
  const app = new Hono();
  app.get("/v1/surveys/:id/results", async (context) => {
    const { site, where } = accessOf(context);
    const parameters = readResultParameters(context, configuration.current.timeZone);
    const survey = context.req.param("id");
    const definitions = await openSurvey(store, site.key, survey);
    const source = { store, site: site.key, survey, definitions, where, now: now() };
    return context.json(await countResults(source, parameters), 200, { "Cache-Control": "no-store" });
  });
  return app;
}
