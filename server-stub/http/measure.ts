import { performance } from "node:perf_hooks";
import { Hono, type MiddlewareHandler } from "hono";
import type { Collector } from "../collector.ts";
import { admitParameters } from "./query.ts";
import { routeOf } from "./route.ts";

/** Notes how long each answer took, by the pattern of its route. */
export function measureRequests({ metrics }: Collector): MiddlewareHandler {
  return async function measureRequest(context, next) {
    const start = performance.now();
    await next();
    const route = routeOf(context)?.path ?? "file";
    const { method } = context.req;
    const status = String(context.res.status);
    metrics.observeRequest({ method, route, status }, (performance.now() - start) / 1000);
  };
}

/** `GET /metrics`: Prometheus' text, of all sites. */
export function metricRoutes({ metrics }: Collector): Hono {
  const app = new Hono();
  app.get("/metrics", async (context) => {
    admitParameters(context, ["key"]);
    return context.body(await metrics.print(), 200, {
      "Content-Type": metrics.contentType,
      "Cache-Control": "no-store",
    });
  });
  return app;
}
