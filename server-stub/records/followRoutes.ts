import { Hono } from "hono";
import { stream } from "hono/streaming";
import type { Collector } from "../collector.ts";
import { caseChanges } from "../followup/caseChanges.ts";
import { authorize } from "../http/auth.ts";
import { accessOf } from "../http/enforceRights.ts";
import { ProblemError } from "../http/problem.ts";
import { admitParameters } from "../http/query.ts";
import { FOLLOW_RIGHT } from "../http/rights.ts";
import { describeFailure } from "../log.ts";
import { reviewSession } from "../session/recognise.ts";
import { positionBefore, readPosition } from "../store/changes.ts";
import type { Db } from "../store/tables.ts";
import { followChanges, type Places, parsePlaces } from "./follow.ts";
import { recordChanges } from "./recordChanges.ts";

const MOST_STREAMS = 100;

/**
 * `GET /v1/stream`: server-sent events of records and cases, to those who may see them. They are read from the database, so that it does not matter
 * which collector took them in. A client that returns with `Last-Event-ID` goes on from there.
 */
export function followRoutes(collector: Collector): Hono {
  const { store, log, stopping } = collector;
  const app = new Hono();
  const sources = [recordChanges(store), caseChanges(collector)];
  let streams = 0;

  app.get("/v1/stream", async (context) => {
    admitParameters(context, ["key"]);
    if (streams >= MOST_STREAMS)
      throw new ProblemError(503, "overloaded", "Too many streams are open.", { "Retry-After": "30" });
    // Before the answer begins: what changes once a client knows of the stream is told.
    const from = await placesFrom(
      store.reader,
      accessOf(context).site.key,
      context.req.header("Last-Event-ID"),
    );
    const ended = new AbortController();
    const events = followChanges({
      sources,
      access: async () => {
        await reviewSession(collector, context);
        return authorize(collector, context, FOLLOW_RIGHT);
      },
      from,
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

/** Where to go on: after the event of that id, or from a time on; else from now on. */
async function placesFrom(db: Db, site: string, id = ""): Promise<Places> {
  const now = {
    record: await readPosition(db, site, "record"),
    case: await readPosition(db, site, "case"),
  };
  const places = parsePlaces(id);
  // Of a database that was put back from a backup, a client may know what is not there any more.
  if (places) return { record: Math.min(places.record, now.record), case: Math.min(places.case, now.case) };
  const time = new Date(id);
  if (Number.isNaN(time.getTime())) return now;
  return {
    record: await positionBefore(db, site, "record", time),
    case: await positionBefore(db, site, "case", time),
  };
}
