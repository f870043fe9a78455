import type { Collector } from "../collector.ts";
import type { Site } from "../config/load.ts";
import { describeFailure } from "../log.ts";
import { type Job, startRepeating } from "../repeat.ts";
import { createDefinitionReader } from "../results/definitions.ts";
import { createSiteLook, type SiteLook } from "./lookAtSite.ts";

const POLL_INTERVAL_MS = 1_000;

/**
 * Opens, withdraws and recovers cases and tells of those that are overdue, about once a second. A look that fails is
 * told, and the next one begins where it began.
 */
export function startFollowUp({
  configuration,
  store,
  log,
  now,
  uptime,
}: Pick<Collector, "configuration" | "store" | "log" | "now" | "uptime">): Job {
  const definitions = createDefinitionReader(store);
  const looks = new Map<string, SiteLook>();
  let isStopping = false;
  /** Sites whose last look failed, which is told once and not every second. */
  const failing = new Set<string>();

  const lookAt = async (site: Site, timeZone: string): Promise<void> => {
    const siteLook = looks.get(site.key) ?? createSiteLook();
    looks.set(site.key, siteLook);
    try {
      const opened = await siteLook.look({
        store,
        site,
        timeZone,
        definitions,
        now: now(),
        clock: now,
        uptime: uptime(),
      });
      if (opened) log.info("cases", "Cases were opened by rules.", { site: site.key, cases: opened });
      failing.delete(site.key);
    } catch (error) {
      if (failing.has(site.key)) return;
      failing.add(site.key);
      const fields = { site: site.key, ...describeFailure(error) };
      log.error("cases", "The look for new cases failed; it is tried again every second.", fields);
    }
  };
  const job = startRepeating({
    event: "cases",
    log,
    async run() {
      const { sites, timeZone } = configuration.current;
      for (const site of sites.values()) if (!isStopping) await lookAt(site, timeZone);
    },
    pauseMs: () => POLL_INTERVAL_MS,
  });
  return {
    run: job.run,
    async stop() {
      isStopping = true;
      await job.stop();
      for (const [site, { keep }] of looks)
        await keep(store, site).catch((error: unknown) =>
          log.warn("cases", "How far the look for cases has come was not noted.", describeFailure(error)),
        );
    },
  };
}
