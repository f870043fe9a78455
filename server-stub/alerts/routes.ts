import { Hono } from "hono";
import type { Alarms } from "../answers/site.ts";
import type { Collector } from "../collector.ts";
import { accessOf } from "../http/enforceRights.ts";
import { admitParameters, countParameter } from "../http/query.ts";
import { readAlarms } from "./alarms.ts";

const MOST = 1_000;

/** `GET /v1/alarms`: what raised the alarm, newest first; those that last have no `clearedAt`. */
export function alarmRoutes({ store }: Collector): Hono {
  const app = new Hono();
  app.get("/v1/alarms", async (context) => {
    admitParameters(context, ["key", "limit"]);
    const { site, where } = accessOf(context);
    const limit = countParameter(context, "limit", { least: 1, most: MOST }) ?? 100;
    const body: Alarms = { alarms: await readAlarms(store, { site: site.key, where, limit }) };
    return context.json(body, 200, { "Cache-Control": "no-store" });
  });
  return app;
}
