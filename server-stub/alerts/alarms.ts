import { randomUUID } from "node:crypto";
import { Hono } from "hono";
import type { Alarm, Alarms } from "../answers/site.ts";
import type { Collector } from "../collector.ts";
import type { Site } from "../config/load.ts";
import { accessOf } from "../http/auth.ts";
import { admitParameters, countParameter } from "../http/query.ts";
import { type Notice, queueNotices } from "../notices/notice.ts";
import { type Conditions, liesWithin } from "../results/dimension.ts";
import { PAGE_SIZE, pagesOf, takeFirst } from "../store/paging.ts";
import type { Store } from "../store/store.ts";
import type { AlarmRow, Db } from "../store/tables.ts";
import { retry } from "../store/unavailable.ts";
import type { Finding } from "./rule.ts";

type AlarmBody = Pick<Alarm, "figure" | "group" | "by" | "text" | "figures">;

/** Name of what a finding is about, so that its alarm is raised once. */
export function openKeyOf({ rule, group }: Pick<Finding, "rule" | "group">): string {
  return JSON.stringify([rule.key, ...(group ? [group.value] : [])]);
}

/**
 * Raises the alarm about a finding, unless it lasts already, and queues its notice in the same transaction.
 *
 * @returns the alarm, if it was raised now
 */
export async function raiseAlarm(
  { writer }: Pick<Store, "writer">,
  site: Pick<Site, "key" | "webhooks">,
  finding: Finding,
  now: Date,
): Promise<Alarm | undefined> {
  const { rule, group, figures, text } = finding;
  const body: AlarmBody = {
    figure: rule.kind === "figure" ? rule.figure : null,
    group: group?.value ?? null,
    by: group?.by ?? null,
    text,
    figures,
  };
  const row: AlarmRow = {
    site: site.key,
    id: randomUUID(),
    survey: rule.survey,
    kind: rule.kind,
    open_key: openKeyOf(finding),
    raised_at: now.toISOString(),
    cleared_at: null,
    body: JSON.stringify(body),
  };
  const alarm = serializeAlarm(row);
  const notice: Notice = {
    id: `alarm:${row.id}`,
    kind: "alert",
    at: row.raised_at,
    ...(group ? { group } : {}),
    data: { alarm },
  };
  const isRaised = await retry(() =>
    writer.transaction().execute(async (db) => {
      const raised = await db
        .insertInto("alarms")
        .values(row)
        .onConflict((conflict) => conflict.columns(["site", "open_key"]).doNothing())
        .returning("id")
        .execute();
      if (raised.length) await queueNotices(db, site, [notice]);
      return raised.length > 0;
    }),
  );
  return isRaised ? alarm : undefined;
}

/** The names of the alarms of a site that last. */
export async function readOpenKeys({ reader }: Pick<Store, "reader">, site: string): Promise<Set<string>> {
  const rows = await reader
    .selectFrom("alarms")
    .select("open_key")
    .where("site", "=", site)
    .where("open_key", "is not", null)
    .execute();
  return new Set(rows.flatMap(({ open_key }) => open_key ?? []));
}

/** Notes that an alarm has cleared. */
export async function clearAlarm(db: Db, site: string, openKey: string, now: Date): Promise<void> {
  await retry(() =>
    db
      .updateTable("alarms")
      .set({ open_key: null, cleared_at: now.toISOString() })
      .where("site", "=", site)
      .where("open_key", "=", openKey)
      .execute(),
  );
}

/** Which alarms are wanted. */
interface AlarmSelection {
  site: string;
  /** What the caller may see: an alarm tells of a group of records, or of all. */
  where: Conditions;
  limit: number;
}

/** The alarms of a site, newest first. */
function readAlarms(
  { reader }: Pick<Store, "reader">,
  { site, where, limit }: AlarmSelection,
): Promise<Alarm[]> {
  const newestFirst = reader
    .selectFrom("alarms")
    .selectAll()
    .where("site", "=", site)
    .orderBy("raised_at", "desc")
    .orderBy("id", "desc");
  const visible = async function* () {
    for await (const rows of pagesOf<AlarmRow>((_last, offset) =>
      newestFirst.offset(offset).limit(PAGE_SIZE).execute(),
    ))
      yield* rows
        .map(serializeAlarm)
        .filter(({ by, group }) => liesWithin(by === null ? undefined : { by, value: group }, where));
  };
  return takeFirst(visible(), limit);
}

function serializeAlarm(row: AlarmRow): Alarm {
  const { figure, group, by, text, figures }: AlarmBody = JSON.parse(row.body);
  return {
    id: row.id,
    survey: row.survey,
    kind: row.kind,
    figure,
    group,
    by,
    raisedAt: row.raised_at,
    clearedAt: row.cleared_at,
    text,
    figures,
  };
}

const MAX_ALARMS = 1_000;

/** `GET /v1/alarms`: what raised the alarm, newest first; those that last have no `clearedAt`. */
export function alarmRoutes({ store }: Collector): Hono {
  const app = new Hono();
  app.get("/v1/alarms", async (context) => {
    admitParameters(context, ["key", "limit"]);
    const { site, where } = accessOf(context);
    const limit = countParameter(context, "limit", { min: 1, max: MAX_ALARMS }) ?? 100;
    const body: Alarms = { alarms: await readAlarms(store, { site: site.key, where, limit }) };
    return context.json(body, 200, { "Cache-Control": "no-store" });
  });
  return app;
}
