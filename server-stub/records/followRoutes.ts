import { Hono } from "hono";
import { stream } from "hono/streaming";
import type { Collector } from "../collector.ts";
import { caseChanges } from "../followup/caseChanges.ts";
import { authorize } from "../http/auth.ts";
import { ProblemError } from "../http/problem.ts";
import { admitParameters } from "../http/query.ts";
import { FOLLOW_RIGHT } from "../http/rights.ts";
import { describeFailure } from "../log.ts";
import { reviewSession } from "../session/recognise.ts";
import { followChanges } from "./follow.ts";
import { recordChanges } from "./recordChanges.ts";

const MOST_STREAMS = 100;

/**
 * `GET /v1/stream`: server-sent events of records and cases, to those who may see them. They are read from the database, so that it does not matter
 * which collector
 * took them in. A client that returns with `Last-Event-ID` goes on from there, and may get the last
 * few seconds again.
 */
export function followRoutes(collector: Collector): Hono {
  const { store, now, log, stopping } = collector;
  const app = new Hono();
  const sources = [recordChanges(store), caseChanges(collector)];
  let streams = 0;

  app.get("/v1/stream", (context) => {
    admitParameters(context, ["key"]);
    if (streams >= MOST_STREAMS)
      throw new ProblemError(503, "overloaded", "Too many streams are open.", { "Retry-After": "30" });
    const last = Date.parse(context.req.header("Last-Event-ID") ?? "");
    const again = !Number.isNaN(last);
    const ended = new AbortController();
    const events = followChanges({
      sources,
      access: async () => {
        await reviewSession(collector, context);
        return authorize(collector, context, FOLLOW_RIGHT);
      },
      from: again ? new Date(last) : now(),
      again,
      signal: AbortSignal.any([stopping, ended.signal]),
    });
    context.header("Content-Type", "text/event-stream; charset=utf-8");
    context.header("Cache-Control", "no-store");
    // Proxies that collect answers before they pass them on would hold the events back.
    context.header("X-Accel-Buffering", "no");
    // Kept open by the client after its end, the connection would hold up a collector that stops.
    context.header("Connection", "close");
    streams += 1;
    return stream(context, async (output) => {
      output.onAbort(() => ended.abort());
      try {
        for await (const event of events) await output.write(event);
      } catch (error) {
        log.warn("stream", "A stream was closed.", describeFailure(error));
      } finally {
        streams -= 1;
      }
    });
  });
  return app;
}
