import type { Site } from "../config/load.ts";
import type { Store } from "../store/open.ts";
import type { RecordRow } from "../store/tables.ts";
import { type ChangePlace, changedRecords } from "./changedRecords.ts";
import type { SiteDefinitions } from "./definitions.ts";
import { judgeRows } from "./judgeRows.ts";
import { keepProgress, readProgress } from "./progress.ts";
import { recoverCases } from "./recover.ts";
import { remindOfCases } from "./remind.ts";

/** A record that has not changed for so long counts as ended. */
const SETTLED_MS = 60_000;
/** Commits become visible a little out of order, most of all with several collectors. */
const OVERLAP_MS = 5_000;
/** How old the note of the progress may be: so much is looked at again after a restart. */
const KEEP_MS = 60_000;
/** How long the surveys with cases are taken as read; shorter than a record takes to settle, so that none is missed. */
const SURVEYS_MS = 30_000;

const ENDED: readonly RecordRow["state"][] = ["complete", "dismissed", "snoozed"];

/** What a look works with. */
export interface LookParts {
  store: Store;
  site: Site;
  /** Zone of the working hours. */
  timeZone: string;
  definitions(site: Site): Promise<SiteDefinitions>;
  now: Date;
}

/** Looks at what has changed of a site; resolves to how many cases it opened. */
export type SiteLook = (parts: LookParts) => Promise<number>;

/**
 * Makes the look at one site, which goes on where the last one ended. It looks twice at each change: at records whose
 * survey has ended at once, and at all records a minute after their last change. The second look is the one that
 * misses nothing, whatever came late, so its place is the one that is kept over restarts.
 */
export function createSiteLook(): SiteLook {
  let settled: ChangePlace | undefined;
  let kept = "";
  let newest = "";
  const seen = new Map<string, string>();
  let surveys: { names: Set<string>; readAt: number } | undefined;

  return async ({ store, site, timeZone, definitions, now }) => {
    const time = now.getTime();
    const ago = (milliseconds: number) => new Date(time - milliseconds).toISOString();
    if (!settled) {
      kept = await readProgress(store, site.key, new Date(time - SETTLED_MS));
      settled = { at: kept, id: "" };
      newest = kept;
    }
    if (!surveys || time - surveys.readAt >= SURVEYS_MS)
      surveys = { names: await surveysWithCases(store, site.key), readAt: time };
    const wanted = [...new Set([...surveys.names, ...site.followUp.map(({ survey }) => survey)])];
    const about = { site: site.key, surveys: wanted };
    let opened = 0;

    if (wanted.length) {
      const parts = { store, site, timeZone, now, definitions: await definitions(site) };
      const take = async (rows: readonly RecordRow[]) => {
        opened += await judgeRows(parts, rows);
        await recoverCases(parts, rows);
      };
      for await (const rows of changedRecords(store.reader, {
        ...about,
        after: settled,
        to: ago(SETTLED_MS),
      })) {
        await take(rows);
        const last = rows[rows.length - 1];
        if (last) settled = { at: last.updated_at, id: last.id };
      }
      const since = new Date(Date.parse(newest) - OVERLAP_MS).toISOString();
      const after = { at: since > settled.at ? since : settled.at, id: "" };
      for await (const rows of changedRecords(store.reader, { ...about, after, states: ENDED })) {
        await take(rows.filter((row) => seen.get(row.id) !== `${row.rev} ${row.updated_at}`));
        for (const { id, rev, updated_at } of rows) {
          seen.set(id, `${rev} ${updated_at}`);
          if (updated_at > newest) newest = updated_at;
        }
      }
      const forgotten = new Date(Date.parse(newest) - 2 * OVERLAP_MS).toISOString();
      for (const [id, revision] of seen)
        if (revision.slice(revision.indexOf(" ") + 1) < forgotten) seen.delete(id);
      await remindOfCases(store, site, parts.definitions, now);
    }
    if (ago(SETTLED_MS) > settled.at) settled = { at: ago(SETTLED_MS), id: "" };
    if (Date.parse(settled.at) - Date.parse(kept) >= KEEP_MS) {
      kept = settled.at;
      await keepProgress(store, site.key, kept);
    }
    return opened;
  };
}

async function surveysWithCases({ reader }: Pick<Store, "reader">, site: string): Promise<Set<string>> {
  const rows = await reader
    .selectFrom("cases")
    .select("survey")
    .distinct()
    .where("site", "=", site)
    .execute();
  return new Set(rows.map(({ survey }) => survey));
}
