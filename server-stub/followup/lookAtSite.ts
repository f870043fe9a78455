import type { Site } from "../config/load.ts";
import type { SiteDefinitions } from "../results/definitions.ts";
import { type ChangedRecord, changedRecords, readPosition, selectChangedRecords } from "../store/changes.ts";
import type { Store } from "../store/store.ts";
import type { RecordRow } from "../store/tables.ts";
import { applyRules } from "./applyRules.ts";
import { recoverCases } from "./recover.ts";
import { remindOfCases } from "./remind.ts";

/** A record that has not changed for so long counts as ended. */
const SETTLED_MS = 60_000;
/** How old the note of the progress may be: so much is looked at again after a restart. */
const KEEP_MS = 60_000;
/** How long the surveys with cases are taken as read; shorter than a record takes to settle, so that none is missed. */
const SURVEYS_MS = 30_000;

const ENDED: readonly RecordRow["state"][] = ["complete", "dismissed", "snoozed"];

/** What a look works with. */
interface LookParts {
  store: Store;
  site: Site;
  /** Zone of the working hours. */
  timeZone: string;
  definitions(site: Site): Promise<SiteDefinitions>;
  now: Date;
  clock(): Date;
  /** Milliseconds by a monotonic clock. */
  uptime: number;
}

/** The look at one site, which goes on where the last one ended. */
export interface SiteLook {
  /** Looks at what has changed; resolves to how many cases it opened. */
  look(parts: LookParts): Promise<number>;
  /** Notes how far it has come, for the next look, also of another collector. */
  keep(store: Pick<Store, "writer">, site: string): Promise<void>;
}

/**
 * Makes the look at one site. It looks twice at each change: at records whose
 * survey has ended at once, and at all records, in the order of their changes, a minute after the last. The second look
 * is the one that misses nothing, so its place is the one that is kept over restarts.
 */
export function createSiteLook(): SiteLook {
  /** Places up to which both looks have come. */
  let settled: number | undefined;
  let newest = 0;
  let kept = { place: 0, at: 0 };
  /** How far the changes went when they were looked at, oldest first. */
  const marks: { place: number; at: number }[] = [];
  let surveys: { names: Set<string>; readAt: number } | undefined;

  const look = async ({ store, site, timeZone, definitions, now, clock, uptime }: LookParts) => {
    if (settled === undefined) {
      settled = await readProgress(store, site.key);
      newest = settled;
      kept = { place: settled, at: uptime };
    }
    const last = await readPosition(store.reader, site.key, "record");
    if (last > (marks[marks.length - 1]?.place ?? 0)) marks.push({ place: last, at: uptime });
    while (marks[1] && marks[1].at <= uptime - SETTLED_MS) marks.shift();
    const ripe = marks[0] && marks[0].at <= uptime - SETTLED_MS ? marks[0].place : 0;
    const settling = { site: site.key, after: Math.max(settled, ripe), to: last };
    const end = await endOfSettled(store, settling, new Date(now.getTime() - SETTLED_MS));
    if (!surveys || uptime - surveys.readAt >= SURVEYS_MS)
      surveys = { names: await surveysWithCases(store, site.key), readAt: uptime };
    const wanted = [...new Set([...surveys.names, ...site.followUp.map(({ survey }) => survey)])];
    let opened = 0;

    if (wanted.length) {
      const parts = { store, site, timeZone, now, clock, definitions: await definitions(site) };
      const take = async (rows: readonly ChangedRecord[]) => {
        opened += await applyRules(parts, rows);
        await recoverCases(parts, rows);
        return rows[rows.length - 1]?.place ?? 0;
      };
      const about = { site: site.key, surveys: wanted };
      for await (const rows of changedRecords(store, { ...about, after: settled, to: end }))
        settled = await take(rows);
      const fresh = { ...about, after: Math.max(newest, end), to: last, states: ENDED };
      for await (const rows of changedRecords(store, fresh)) newest = await take(rows);
      await remindOfCases(store, site, parts.definitions, now);
    }
    settled = Math.max(settled, end);
    newest = Math.max(newest, last);
    if (settled > kept.place && uptime - kept.at >= KEEP_MS) {
      kept = { place: settled, at: uptime };
      await keepProgress(store, site.key, settled);
    }
    return opened;
  };
  return {
    look,
    async keep(store, site) {
      if (settled !== undefined && settled > kept.place) await keepProgress(store, site, settled);
    },
  };
}

/**
 * The place up to which all records have settled: those that were seen a minute ago, and after them those that say
 * of themselves that they changed before `time`. A wrong clock can make this early, never late.
 */
async function endOfSettled(
  { reader }: Pick<Store, "reader">,
  { site, after, to }: { site: string; after: number; to: number },
  time: Date,
): Promise<number> {
  if (after >= to) return after;
  const first = await selectChangedRecords(reader, { site, after, to })
    .where("records.updated_at", ">", time.toISOString())
    .orderBy("changes.place")
    .limit(1)
    .executeTakeFirst();
  return first ? first.place - 1 : to;
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

/**
 * Notes that a site is followed from now on, unless it is already: its older answers were given before cases
 * were configured.
 */
export async function beginFollowing({ writer }: Pick<Store, "writer">, site: string): Promise<void> {
  const place = await readPosition(writer, site, "record");
  await writer
    .insertInto("follow_up_progress")
    .values({ site, place })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** The place up to which a site's changes were looked at. */
async function readProgress({ writer }: Pick<Store, "writer">, site: string): Promise<number> {
  await beginFollowing({ writer }, site);
  const row = await writer
    .selectFrom("follow_up_progress")
    .select("place")
    .where("site", "=", site)
    .executeTakeFirstOrThrow();
  return row.place;
}

/** Notes how far it was looked; another collector may be further already. */
async function keepProgress({ writer }: Pick<Store, "writer">, site: string, place: number): Promise<void> {
  await writer
    .updateTable("follow_up_progress")
    .set({ place })
    .where("site", "=", site)
    .where("place", "<", place)
    .execute();
}
