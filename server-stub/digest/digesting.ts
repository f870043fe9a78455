import { sql } from "kysely";
import type { Collector } from "../collector.ts";
import type { Site } from "../config/load.ts";
import { type Notice, queueNotices } from "../notices/notice.ts";
import { type Job, startRepeating } from "../repeat.ts";
import { conditionsOf } from "../results/dimension.ts";
import { addDays, instantOfWall, localDay } from "../results/zone.ts";
import type { Db } from "../store/tables.ts";
import { composeDigest } from "./compose.ts";

const POLL_INTERVAL_MS = 10_000;

type Parts = Pick<Collector, "configuration" | "store" | "log" | "now">;

/**
 * Queues the digest of the day before once a day, from the time of `at` on: a collector that was down then is late on
 * the same day, and of several each day's digest is queued by one. Each webhook's keeps within its `where`.
 */
export function startDigesting(parts: Parts): Job {
  return startRepeating({
    event: "digest",
    log: parts.log,
    async run() {
      for (const site of parts.configuration.current.sites.values()) await digestSite(parts, site);
    },
    pauseMs: () => POLL_INTERVAL_MS,
  });
}

async function digestSite({ configuration, store, log, now }: Parts, site: Site): Promise<void> {
  const { digest, key } = site;
  if (!digest) return;
  const { timeZone } = configuration.current;
  const time = now();
  const today = localDay(time.getTime(), timeZone);
  await setAsideEarly(store.writer, key, today);
  if (time.getTime() < instantOfWall(Date.parse(`${today}T${digest.at}:00Z`), timeZone)) return;
  const day = addDays(today, -1);
  const id = `digest:${key}:${day}`;
  const known = await store.reader
    .selectFrom("messages")
    .select("webhook")
    .where("site", "=", key)
    .where("id", "=", id)
    .execute();
  for (const { name, on, where } of site.webhooks) {
    const isReader = name === digest.webhook || on?.includes("digest");
    if (!isReader || known.some(({ webhook }) => webhook === name)) continue;
    const parts = { store, site, day, timeZone, by: digest.by, where: conditionsOf(where), now: time };
    const notice: Notice = {
      id,
      kind: "digest",
      at: time.toISOString(),
      webhook: name,
      data: { digest: await composeDigest(parts) },
    };
    await queueNotices(store.writer, site, [notice]);
    log.info("digest", "The digest of a day was drawn.", { site: key, webhook: name, day });
  }
}

/**
 * Gives way to the digest that is due after a day has ended: what is there already of a day that has not was drawn while a
 * clock was ahead, and lacks what came later.
 */
async function setAsideEarly(db: Db, site: string, today: string): Promise<void> {
  await db
    .updateTable("messages")
    .set((eb) => ({ id: sql<string>`${eb.ref("id")} || ':early:' || ${eb.ref("made_at")}` }))
    .where("site", "=", site)
    .where("kind", "=", "digest")
    .where("id", ">=", `digest:${site}:${today}`)
    .where("id", "<", `digest:${site}:9999-99-99`)
    .where("id", "not like", "%:early:%")
    .execute();
}
