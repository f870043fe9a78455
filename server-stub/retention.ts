import type { Erased } from "./answers/site.ts";
import type { Collector } from "./collector.ts";
import type { Site } from "./config/load.ts";
import { countExpiredLinks, eraseExpiredLinks } from "./links/keptLinks.ts";
import { forgetLeases } from "./notices/lease.ts";
import { countOldMessages, forgetMessages } from "./notices/outcomes.ts";
import { type Job, startRepeating } from "./repeat.ts";
import { addErased, eraseRecords, nothingErased, recordErasure } from "./store/erase.ts";
import {
  countErased,
  countExpired,
  eraseExpiredConflicts,
  forgetErased,
  keepRound,
  keepWaited,
  readExpired,
  readRound,
} from "./store/expired.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** After this nothing of an erased record can still be on its way: devices keep undelivered ones for 30 days. */
const FORGET_DAYS = 366;
/** Erased in one go, so that batches have their turn in between. */
const BATCH_SIZE = 500;
/** A round erases so many times as much as those before, and a few more, without waiting. */
const MAX_GROWTH = 3;
const ALWAYS_ALLOWED = 10;

type Parts = Pick<Collector, "configuration" | "store" | "scrubber" | "log" | "now" | "uptime">;

/** A site whose round waits: how long it had when this collector came to know of it, and when that was. */
interface Wait {
  before: number;
  since: number;
}

/**
 * Erases the records of each site that were first received longer ago than its `retentionDays`, with their cases, and
 * cleans the database's files if anything was erased. Links that expired and messages that were sent long ago go too.
 *
 * @param waits - the sites whose round waits, kept up to date
 */
async function sweepExpired(parts: Parts, waits: Map<string, Wait>): Promise<void> {
  const { configuration, store, scrubber, now } = parts;
  let total = 0;
  await forgetLeases(store.writer, daysBefore(now(), 1));
  for (const site of configuration.current.sites.values()) {
    const time = now();
    const round = await admitRound(parts, site, time, waits);
    if (!round) continue;
    const erased = nothingErased();
    try {
      await sweepSite(parts, site, time, erased);
    } finally {
      // Also of a sweep that breaks off: what it took until then is gone.
      await recordErasure(store, { site: site.key, kind: "age", token: null }, erased, time);
    }
    await keepRound(store, { site: site.key, days: site.retentionDays ?? null, waited_ms: null, ...round });
    total += erased.records + erased.conflicts + erased.links;
  }
  if (total || !scrubber.isClean()) await scrubber.scrub(true);
}

/**
 * Whether a site's round may go ahead. The clock decides what is old, and may be wrong: a round that would erase far more
 * than those before, with the same `retentionDays`, waits until collectors have run for a day. That is counted by a
 * monotonic clock, over restarts.
 *
 * @returns what the next round is compared with; nothing if this one waits
 */
async function admitRound(
  { store, log, uptime }: Parts,
  { key, retentionDays }: Pick<Site, "key" | "retentionDays">,
  time: Date,
  waits: Map<string, Wait>,
): Promise<{ erased: number } | undefined> {
  const last = await readRound(store, key);
  // Nothing to compare with: the next round is the one that shows whether this was ordinary.
  if (!last || last.days !== (retentionDays ?? null)) {
    waits.delete(key);
    return { erased: 0 };
  }
  const expired =
    retentionDays === undefined ? 0 : await countExpired(store, key, daysBefore(time, retentionDays));
  const forgotten = await countErased(store, key, daysBefore(time, FORGET_DAYS));
  const links = await countExpiredLinks(store, key, time);
  const messages = await countOldMessages(store.writer, key, time);
  const count = expired + forgotten + links + messages;
  if (count <= MAX_GROWTH * last.erased + ALWAYS_ALLOWED) {
    waits.delete(key);
    return { erased: Math.max(last.erased, count) };
  }
  const known = waits.get(key);
  const wait = known ?? { before: last.waited_ms ?? 0, since: uptime() };
  const waited = Math.floor(wait.before + uptime() - wait.since);
  if (waited >= DAY_MS) {
    waits.delete(key);
    // It is of two days at least.
    return { erased: Math.ceil(count / 2) };
  }
  waits.set(key, wait);
  await keepWaited(store, key, waited);
  const fields = { site: key, waiting: count, before: last.erased, time: time.toISOString() };
  if (!known)
    log.warn(
      "retention",
      "Far more has come of age than ever before, as if the clock were wrong; nothing is erased for a day.",
      fields,
    );
  return undefined;
}

/**
 * Erases what is too old of a site.
 *
 * @param erased - counts what was erased as it goes
 */
async function sweepSite(
  { store, log }: Pick<Parts, "store" | "log">,
  { key, retentionDays }: Pick<Site, "key" | "retentionDays">,
  time: Date,
  erased: Erased,
): Promise<void> {
  await forgetErased(store, key, daysBefore(time, FORGET_DAYS));
  const links = await eraseExpiredLinks(store, key, time);
  erased.links += links;
  if (links) log.info("retention", "Links were erased that had expired long ago.", { site: key, links });
  await forgetMessages(store.writer, key, time);
  if (retentionDays === undefined) return;
  const before = daysBefore(time, retentionDays);
  for (let ids = await readExpired(store, key, before, BATCH_SIZE); ids.length; ) {
    addErased(erased, await eraseRecords(store, key, ids, time));
    ids = await readExpired(store, key, before, BATCH_SIZE);
  }
  erased.conflicts += await eraseExpiredConflicts(store, key, before);
  const { records, conflicts, cases } = erased;
  if (records + conflicts)
    log.info("retention", "Records were erased because of their age.", {
      site: key,
      records,
      conflicts,
      cases,
    });
}

function daysBefore(time: Date, days: number): Date {
  return new Date(time.getTime() - days * DAY_MS);
}

/**
 * Sweeps now and every day, every hour while a site's round waits. A sweep that fails is logged and tried again the next
 * day.
 */
export function startSweeping(parts: Parts): Job {
  const waits = new Map<string, Wait>();
  return startRepeating({
    event: "retention",
    failure: "The daily erasure failed.",
    logsEvery: true,
    log: parts.log,
    run: () => sweepExpired(parts, waits),
    pauseMs: () => (waits.size ? HOUR_MS : DAY_MS),
  });
}
