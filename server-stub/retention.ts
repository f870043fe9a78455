import type { Collector } from "./collector.ts";
import type { Site } from "./config/load.ts";
import type { Job } from "./job.ts";
import { eraseExpiredLinks } from "./links/ofPerson.ts";
import { describeFailure } from "./log.ts";
import { forgetMessages } from "./notices/outcomes.ts";
import { forgetTurns } from "./notices/turn.ts";
import { addErased, type Erased, eraseRecords, nothingErased } from "./store/erase.ts";
import { recordErasure } from "./store/erasures.ts";
import { eraseExpiredConflicts, forgetErased, readExpired } from "./store/expired.ts";

const DAY_MS = 86_400_000;
/** After this nothing of an erased record can still be on its way: devices keep undelivered ones for 30 days. */
const FORGET_DAYS = 366;
/** Erased in one go, so that batches have their turn in between. */
const PORTION = 500;

type Parts = Pick<Collector, "configuration" | "store" | "scrubber" | "log" | "now">;

/**
 * Erases the records of each site that were first received longer ago than its `retentionDays`, with their cases, and
 * cleans the database's files if anything was erased. Links that expired and messages that were sent long ago go too.
 */
export async function sweepExpired({ configuration, store, scrubber, log, now }: Parts): Promise<void> {
  let total = 0;
  await forgetTurns(store.writer, daysBefore(now(), 1));
  for (const site of configuration.current.sites.values()) {
    const erased = nothingErased();
    try {
      await sweepSite({ store, log, now }, site, erased);
    } finally {
      // Also of a sweep that breaks off: what it took until then is gone.
      await recordErasure(store, { site: site.key, kind: "age", token: null }, erased, now());
    }
    total += erased.records + erased.conflicts + erased.links;
  }
  if (total || !scrubber.isClean()) await scrubber.scrub(true);
}

/**
 * Erases what is too old of a site.
 *
 * @param erased - counts what was erased as it goes
 */
async function sweepSite(
  { store, log, now }: Pick<Parts, "store" | "log" | "now">,
  { key, retentionDays }: Pick<Site, "key" | "retentionDays">,
  erased: Erased,
): Promise<void> {
  await forgetErased(store, key, daysBefore(now(), FORGET_DAYS));
  const links = await eraseExpiredLinks(store, key, now());
  erased.links += links;
  if (links) log.info("retention", "Links were erased that had expired long ago.", { site: key, links });
  await forgetMessages(store.writer, key, now());
  if (retentionDays === undefined) return;
  const before = daysBefore(now(), retentionDays);
  for (let ids = await readExpired(store, key, before, PORTION); ids.length; ) {
    addErased(erased, await eraseRecords(store, key, ids, now()));
    ids = await readExpired(store, key, before, PORTION);
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

/** The daily sweep. */
export interface Sweeping extends Job {
  /** Sweeps now, after a sweep that is under way. */
  sweep(): Promise<void>;
}

/** Sweeps now and every day. A sweep that fails is told and tried again the next day. */
export function startSweeping(parts: Parts): Sweeping {
  let running = Promise.resolve();
  const sweep = () => {
    running = running
      .then(() => sweepExpired(parts))
      .catch((error: unknown) =>
        parts.log.error("retention", "The daily erasure failed.", describeFailure(error)),
      );
    return running;
  };
  sweep();
  const timer = setInterval(sweep, DAY_MS);
  timer.unref();
  return {
    sweep,
    stop() {
      clearInterval(timer);
      return running;
    },
  };
}
