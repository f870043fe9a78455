import type { CaseEvent } from "../answers/cases.ts";
import type { Site } from "../config/load.ts";
import { queueNotices } from "../notices/notice.ts";
import type { SiteDefinitions } from "../results/definitions.ts";
import { noteChanges } from "../store/changes.ts";
import type { Store } from "../store/store.ts";
import type { Db } from "../store/tables.ts";
import { retry } from "../store/unavailable.ts";
import { BY_RULE, type CaseWithRecord, escalationsOf } from "./case.ts";
import { type CaseChange, changed } from "./changeCase.ts";
import { selectCases } from "./readCases.ts";
import { noticeOf } from "./serializeCase.ts";

/** Told in one transaction, so that batches have their turn in between. */
const BATCH_SIZE = 100;

/**
 * Tells webhooks of cases without any action: once that they are overdue, and each escalation when its time has
 * come.
 */
export async function remindOfCases(
  { writer, engine }: Pick<Store, "writer" | "engine">,
  site: Site,
  definitions: SiteDefinitions,
  now: Date,
): Promise<void> {
  const remindOfSome = () =>
    writer.transaction().execute(async (db) => {
      const query = selectCases(db, site.key)
        .where("cases.next_at", "<=", now.toISOString())
        .orderBy("cases.id")
        .limit(BATCH_SIZE);
      // Another collector, or who edits one of them, waits. SQLite's writers exclude each other anyway.
      const rows = await (engine === "postgres" ? query.forUpdate("cases") : query).execute();
      if (!rows.length) return 0;
      const due = rows.map((row) => dueNow(row, now));
      await storeTold(
        db,
        due.map(({ row }) => row),
      );
      const notices = due.flatMap(({ row, tell }) =>
        tell.map((news) => noticeOf({ ...news, row, at: now }, definitions)),
      );
      await queueNotices(db, site, notices);
      await noteChanges(db, { site: site.key, kind: "case", ids: rows.map(({ id }) => id) });
      return rows.length;
    });
  while ((await retry(remindOfSome)) === BATCH_SIZE);
}

/** Stores what was told of cases that are locked, in one statement. */
async function storeTold(db: Db, rows: readonly CaseWithRecord[]): Promise<void> {
  await db
    .insertInto("cases")
    .values(rows.map(({ record_body: _body, record_tags: _tags, record_shown_at: _at, ...row }) => row))
    .onConflict((conflict) =>
      conflict.columns(["site", "id"]).doUpdateSet((eb) => ({
        changes: eb.ref("excluded.changes"),
        overdue_told: eb.ref("excluded.overdue_told"),
        escalated: eb.ref("excluded.escalated"),
        next_at: eb.ref("excluded.next_at"),
        history: eb.ref("excluded.history"),
        updated_at: eb.ref("excluded.updated_at"),
      })),
    )
    .execute();
}

type News = Pick<Parameters<typeof noticeOf>[0], "kind" | "escalation">;

/** What is to be told of a case by now, and the case once it is told. */
function dueNow(row: CaseWithRecord, now: Date): { row: CaseWithRecord; tell: News[] } {
  const at = now.toISOString();
  const tell: News[] = [];
  const events: CaseEvent[] = [];
  const set: CaseChange["set"] = {};
  if (!row.overdue_told && row.due_at <= at) {
    set.overdue_told = 1;
    tell.push({ kind: "overdue" });
  }
  escalationsOf(row).forEach((escalation, index) => {
    if (index < row.escalated || escalation.at > at) return;
    set.escalated = index + 1;
    events.push({ at, by: BY_RULE, field: "escalated", from: index, to: index + 1 });
    tell.push({ kind: "escalated", escalation: { webhook: escalation.webhook, step: index + 1 } });
  });
  return { row: changed(row, { set, events }, now), tell };
}
