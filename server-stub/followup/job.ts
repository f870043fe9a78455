import type { Collector } from "../collector.ts";
import type { Site } from "../config/load.ts";
import { describeFailure } from "../log.ts";
import type { Job } from "../repeat.ts";
import { createDefinitionReader } from "../results/definitions.ts";
import { createSiteLook, type SiteLook } from "./lookAtSite.ts";

const POLL_INTERVAL_MS = 1_000;

/** The work on cases that goes by itself. */
export interface FollowUp extends Job {
  /** Looks now, after a look that is under way. */
  look(): Promise<void>;
}

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
}: Pick<Collector, "configuration" | "store" | "log" | "now" | "uptime">): FollowUp {
  const definitions = createDefinitionReader(store);
  const looks = new Map<string, SiteLook>();
  let stopped = false;
  /** Sites whose last look failed, which is told once and not every second. */
  const failing = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let running = Promise.resolve();

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
  const look = () => {
    running = running.then(async () => {
      const { sites, timeZone } = configuration.current;
      for (const site of sites.values()) if (!stopped) await lookAt(site, timeZone);
    });
    return running;
  };
  const goOn = async () => {
    await look();
    if (stopped) return;
    timer = setTimeout(goOn, POLL_INTERVAL_MS);
    timer.unref();
  };
  void goOn();
  return {
    look,
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
      for (const [site, { keep }] of looks)
        await keep(store, site).catch((error: unknown) =>
          log.warn("cases", "How far the look for cases has come was not noted.", describeFailure(error)),
        );
    },
  };
}
