import { Hono } from "hono";
import type { PastErasure, PastErasures } from "../answers/site.ts";
import type { Collector } from "../collector.ts";
import { accessOf } from "../http/enforceRights.ts";
import { admitParameters } from "../http/query.ts";
import { readErasures } from "../store/erasures.ts";
import type { ErasureRow } from "../store/tables.ts";

const MOST = 100;

/** `GET /v1/erasures`: what was erased, newest first. */
export function erasureRoutes({ store }: Collector): Hono {
  const app = new Hono();
  app.get("/v1/erasures", async (context) => {
    admitParameters(context, ["key"]);
    const { site, where, name } = accessOf(context);
    // What was erased meets no condition any more. What a token erased itself lay within its own.
    const token = where.size ? name : undefined;
    const rows = await readErasures(store, { site: site.key, token, limit: MOST });
    const body: PastErasures = { erasures: rows.map(printErasure) };
    return context.json(body, 200, { "Cache-Control": "no-store" });
  });
  return app;
}

function printErasure({ at, kind, token, ...row }: ErasureRow): PastErasure {
  const { records, conflicts, cases, links, messages } = row;
  return { at, by: kind, ...(token === null ? {} : { token }), records, conflicts, cases, links, messages };
}
