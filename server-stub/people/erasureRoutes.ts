import { Hono } from "hono";
import type { Collector } from "../collector.ts";
import { accessOf } from "../http/enforceRights.ts";
import { admitParameters } from "../http/query.ts";
import type { Erased } from "../store/erase.ts";
import { readErasures } from "../store/erasures.ts";
import type { ErasureKind, ErasureRow } from "../store/tables.ts";

const MOST = 100;

/** An erasure as it is handed out: when, by what, by whom and how much, and not of whom. */
interface PrintedErasure extends Erased {
  /** ISO 8601, UTC. */
  at: string;
  by: ErasureKind;
  /** Name of the token; absent where it was the age of what was erased. */
  token?: string;
}

/** `GET /v1/erasures`: what was erased, newest first. */
export function erasureRoutes({ store }: Collector): Hono {
  const app = new Hono();
  app.get("/v1/erasures", async (context) => {
    admitParameters(context, ["key"]);
    const { site, where, name } = accessOf(context);
    // What was erased meets no condition any more. What a token erased itself lay within its own.
    const token = where.size ? name : undefined;
    const rows = await readErasures(store, { site: site.key, token, limit: MOST });
    return context.json({ erasures: rows.map(printErasure) }, 200, { "Cache-Control": "no-store" });
  });
  return app;
}

function printErasure({ at, kind, token, ...row }: ErasureRow): PrintedErasure {
  const { records, conflicts, cases, links, messages } = row;
  return { at, by: kind, ...(token === null ? {} : { token }), records, conflicts, cases, links, messages };
}
