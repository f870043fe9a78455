import { Hono } from "hono";
import type { Collector } from "./collector.ts";
import { admitOrigin, answerPreflight } from "./http/cors.ts";
import { siteOf } from "./http/site.ts";

/** `GET /v1/surveys?key=`: the site's manifest, as it was checked and stamped. */
export function surveyRoutes({ configuration }: Collector): Hono {
  const app = new Hono();

  app.options("/v1/surveys", (context) =>
    answerPreflight(context, configuration.current.sites.values(), "GET"),
  );

  app.get("/v1/surveys", (context) => {
    const { current } = configuration;
    admitOrigin(context, current.sites.values());
    const site = siteOf(current, context.req.query("key"));
    admitOrigin(context, [site]);
    const { body, hash } = site.manifest;
    const tag = `"${hash.slice(0, 32)}"`;
    const known = (context.req.header("If-None-Match") ?? "").split(",").map((one) => one.trim());
    // Asked again each time, so that a change or a pause counts at the next page.
    const headers = { ETag: tag, "Cache-Control": "no-cache" };
    return known.some((one) => one.replace(/^W\//, "") === tag || one === "*")
      ? context.body(null, 304, headers)
      : context.body(body, 200, { ...headers, "Content-Type": "application/json; charset=utf-8" });
  });
  return app;
}
