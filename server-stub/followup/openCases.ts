import type { Site } from "../config/load.ts";
import { queueNotices } from "../notices/notice.ts";
import type { SiteDefinitions } from "../results/definitions.ts";
import { noteChanges } from "../store/changes.ts";
import type { Store } from "../store/store.ts";
import type { CaseRow, Db, RecordRow } from "../store/tables.ts";
import { retry } from "../store/unavailable.ts";
import type { CaseWithRecord } from "./case.ts";
import { noticeOf } from "./serializeCase.ts";

/** A case that is to be opened, with the record it is about. */
export interface PlannedCase {
  plan: CaseRow;
  record: RecordRow;
}

/** Who opens cases, and when. */
export interface OpeningParts {
  store: Pick<Store, "writer" | "engine">;
  site: Site;
  definitions: SiteDefinitions;
  now: Date;
}

/**
 * Opens cases and queues the notices of it, all or none. A record that has a case already, or was erased meanwhile,
 * gets none.
 *
 * @returns those that were opened
 */
export function openCases(
  { store: { writer, engine }, site, definitions, now }: OpeningParts,
  planned: readonly PlannedCase[],
): Promise<CaseWithRecord[]> {
  return retry(() =>
    writer.transaction().execute(async (db) => {
      const ids = planned.map(({ record }) => record.id).sort();
      const alive = await lockRecords(db, engine, site.key, ids);
      const possible = planned.filter(({ record }) => alive.has(record.id));
      if (!possible.length) return [];
      const inserted = await db
        .insertInto("cases")
        .values(possible.map(({ plan }) => plan))
        .onConflict((conflict) => conflict.columns(["site", "record"]).doNothing())
        .returning("id")
        .execute();
      const opened = new Set(inserted.map(({ id }) => id));
      const news = possible.filter(({ plan }) => opened.has(plan.id)).map(withRecord);
      const notices = news.map((row) => noticeOf({ kind: "case", row, at: now }, definitions));
      await queueNotices(db, site, notices);
      await noteChanges(db, { site: site.key, kind: "case", ids: [...opened] });
      return news;
    }),
  );
}

function withRecord({ plan, record }: PlannedCase): CaseWithRecord {
  const { body, tags, shown_at } = record;
  return { ...plan, record_body: body, record_tags: tags, record_shown_at: shown_at };
}

/**
 * Which of the records are there. An erasure that goes on at the same time waits, and then finds the case; SQLite's
 * writers exclude each other anyway.
 */
async function lockRecords(
  db: Db,
  engine: Store["engine"],
  site: string,
  ids: readonly string[],
): Promise<Set<string>> {
  const query = db
    .selectFrom("records")
    .select("id")
    .where("site", "=", site)
    .where("id", "in", ids)
    .where("survey", "!=", "")
    .orderBy("id");
  const rows = await (engine === "postgres" ? query.forShare() : query).execute();
  return new Set(rows.map(({ id }) => id));
}
