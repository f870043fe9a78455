import { performance } from "node:perf_hooks";
import { Hono, type MiddlewareHandler } from "hono";
import type { Collector } from "../collector.ts";
import { describeFailure } from "../log.ts";
import { toUnavailable, UnavailableError } from "../store/unavailable.ts";
import { ProblemError } from "./problem.ts";
import { admitParameters } from "./query.ts";
import { routeOf } from "./rights.ts";

/** `/livez`: the process answers. `/readyz` and `/healthz`: records can be stored. */
export function healthRoutes({ store, log, outage }: Collector): Hono {
  const app = new Hono();
  const fresh = { "Cache-Control": "no-store" };
  app.get("/livez", (context) => context.json({ status: "live" }, 200, fresh));
  for (const path of ["/readyz", "/healthz"])
    app.get(path, async (context) => {
      try {
        await store.checkWritable();
      } catch (error) {
        const reason = toUnavailable(error);
        // Monitoring asks every few seconds.
        if (reason instanceof UnavailableError) outage.note(reason);
        else log.error("database", "The database takes nothing in.", describeFailure(error));
        throw new ProblemError(503, "not_ready", "The database takes nothing in.");
      }
      return context.json({ status: "ready" }, 200, fresh);
    });
  return app;
}

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
    return context.body(await metrics.serialize(), 200, {
      "Content-Type": metrics.contentType,
      "Cache-Control": "no-store",
    });
  });
  return app;
}
