import { setTimeout as wait } from "node:timers/promises";
import { Hono } from "hono";
import { stream } from "hono/streaming";
import type { Collector } from "../collector.ts";
import { caseChanges } from "../followup/readCases.ts";
import { type Access, accessOf, authorize } from "../http/auth.ts";
import { ProblemError } from "../http/problem.ts";
import { admitParameters } from "../http/query.ts";
import { FOLLOW_RIGHT } from "../http/rights.ts";
import { describeFailure } from "../log.ts";
import { meets } from "../results/dimension.ts";
import { reviewSession } from "../session/cookie.ts";
import { changedRecords, positionBefore, readPosition } from "../store/changes.ts";
import type { Store } from "../store/store.ts";
import type { ChangeKind, Db } from "../store/tables.ts";
import { exportRecord } from "./exported.ts";

const POLL_INTERVAL_MS = 500;
const HEARTBEAT_INTERVAL_MS = 15_000;

/** Something that is new or has changed. */
interface Change {
  /** In the order of changes. */
  place: number;
  /** What there is to tell of it; nothing if the caller may not see it. */
  data: object | undefined;
}

/** Where changes of one kind come from. */
interface ChangeSource {
  /** Name of the event too. */
  kind: ChangeKind;
  /** The changes after a place that the caller may follow, in their order. */
  changes(access: Access, after: number): AsyncIterable<Change>;
}

/** Up to where the changes of each kind were told. */
type Places = Record<ChangeKind, number>;

/** What is followed, and for how long. */
interface Following {
  sources: readonly ChangeSource[];
  /** Asked before each look, so that a token that was taken away ends its streams; throws to end it. */
  access(): Promise<Access>;
  /** What changed before is not told. */
  from: Places;
  /** Ends it. */
  signal: AbortSignal;
}

/**
 * Server-sent events, as text, of each thing that is new or changed here; with a comment now and then. The id of an
 * event says how far all kinds were told.
 */
async function* followChanges({ sources, access, from, signal }: Following): AsyncGenerator<string> {
  const told = { ...from };
  let beat = performance.now();
  yield ": open\n\n";
  while (!signal.aborted) {
    const caller = await access();
    for (const { kind, changes } of sources)
      for await (const { place, data } of changes(caller, told[kind])) {
        if (signal.aborted) return;
        told[kind] = place;
        if (data) yield `event: ${kind}\nid: ${formatPlaces(told)}\ndata: ${JSON.stringify(data)}\n\n`;
      }
    if (performance.now() - beat >= HEARTBEAT_INTERVAL_MS) {
      yield ": still here\n\n";
      beat = performance.now();
    }
    await wait(POLL_INTERVAL_MS, undefined, { signal }).catch(() => undefined);
  }
}

/** Places as the id of an event. */
function formatPlaces({ record, case: ofCase }: Places): string {
  return `${record}-${ofCase}`;
}

/** The places that an event's id says; nothing if it is none. */
function parsePlaces(id: string): Places | undefined {
  const [, record, ofCase] = /^(\d{1,15})-(\d{1,15})$/.exec(id) ?? [];
  return record === undefined || ofCase === undefined
    ? undefined
    : { record: Number(record), case: Number(ofCase) };
}

const MAX_STREAMS = 100;

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
    if (streams >= MAX_STREAMS)
      throw new ProblemError(503, "overloaded", "Too many streams are open.", {
        headers: { "Retry-After": "30" },
      });
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

/** Records, each time one is new or changed here; for analysts. */
function recordChanges(store: Pick<Store, "reader">): ChangeSource {
  return {
    kind: "record",
    async *changes({ site, where, role }, after) {
      if (role === "care") return;
      for await (const rows of changedRecords(store, { site: site.key, after }))
        for (const { place, ...row } of rows) {
          const record = exportRecord(row);
          yield { place, data: meets(record, where) ? record : undefined };
        }
    },
  };
}
