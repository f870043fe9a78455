import type { Site } from "../config/load.ts";
import type { Notice } from "../notices/notice.ts";
import { queueNotices } from "../notices/queue.ts";
import type { Store } from "../store/open.ts";
import { retry } from "../store/retry.ts";
import { BY_RULE, type CaseEvent, type CaseWithRecord, escalationsOf } from "./case.ts";
import { type CaseChange, writeChange } from "./changeCase.ts";
import type { SiteDefinitions } from "./definitions.ts";
import { noticeOf } from "./notices.ts";
import { selectCases } from "./readCases.ts";

/** Told in one transaction, so that batches have their turn in between. */
const PORTION = 100;

/**
 * Tells webhooks of cases that nobody has acted on: once that they are overdue, and each escalation when its time has
 * come.
 */
export async function remindOfCases(
  { writer }: Pick<Store, "writer">,
  site: Site,
  definitions: SiteDefinitions,
  now: Date,
): Promise<void> {
  for (let isDone = false; !isDone; ) {
    const found = await retry(() =>
      writer.transaction().execute(async (db) => {
        const rows = await selectCases(db, site.key)
          .where("cases.next_at", "<=", now.toISOString())
          .orderBy("cases.id")
          .limit(PORTION)
          .execute();
        const notices: Notice[] = [];
        for (const row of rows) {
          const { change, tell } = dueNow(row, now);
          // Who was faster has told it.
          const written = await writeChange(db, row, change, now);
          if (written)
            notices.push(...tell.map((news) => noticeOf({ ...news, row: written, at: now }, definitions)));
        }
        await queueNotices(db, site, notices);
        return rows.length;
      }),
    );
    isDone = found < PORTION;
  }
}

type News = Pick<Parameters<typeof noticeOf>[0], "kind" | "escalation">;

/** What is to be told of a case by now. */
function dueNow(row: CaseWithRecord, now: Date): { change: CaseChange; tell: News[] } {
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
  return { change: { set, events }, tell };
}
