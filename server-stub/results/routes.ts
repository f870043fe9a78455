import { Hono } from "hono";
import type { Collector } from "../collector.ts";
import { authorize } from "../http/auth.ts";
import { openSurvey } from "./openSurvey.ts";
import { readResultParameters } from "./parameters.ts";
import { countResults } from "./results.ts";

/** `GET /v1/surveys/:id/results`: the figures. */
export function resultRoutes(collector: Collector): Hono {
  const { store, configuration, now } = collector;
  const app = new Hono();
  app.get("/v1/surveys/:id/results", async (context) => {
    const { site, where } = authorize(collector, context, "analyst");
    const parameters = readResultParameters(context, configuration.current.timeZone);
    const survey = context.req.param("id");
    const definitions = await openSurvey(store, site.key, survey);
    const source = { store, site: site.key, survey, definitions, where, now: now() };
    return context.json(await countResults(source, parameters), 200, { "Cache-Control": "no-store" });
  });
  return app;
}
