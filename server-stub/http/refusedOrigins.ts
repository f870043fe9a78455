import type { Log } from "../log.ts";

/** Remembers whose pages were refused, and tells the owner of each once. */
export interface RefusedOrigins {
  /**
   * @param origin - what somebody claims
   * @param site - key of the site that was asked for, where one was
   */
  note(origin: string, site?: string): void;
  /** Ends the wait for the next hour. */
  stop(): void;
}

const MOST_KEPT = 100;
const MOST_TOLD_AN_HOUR = 20;
const HOUR_MS = 3_600_000;
const LONGEST = 200;

/** Anybody can claim any origin, so that neither the memory nor the log may grow with what is claimed. */
export function createRefusedOrigins(log: Log): RefusedOrigins {
  const known = new Set<string>();
  let told = 0;
  let untold = 0;
  let hour: NodeJS.Timeout | undefined;

  const beginHour = () => {
    hour = setTimeout(() => {
      hour = undefined;
      told = 0;
      if (untold)
        log.warn("origin_refused", "Pages of further origins were refused in the last hour.", {
          requests: untold,
        });
      untold = 0;
    }, HOUR_MS);
    hour.unref();
  };
  return {
    note(origin, site) {
      const claimed = origin.slice(0, LONGEST);
      const name = `${claimed} ${site ?? ""}`;
      if (known.has(name)) return;
      if (!hour) beginHour();
      if (known.size >= MOST_KEPT || told >= MOST_TOLD_AN_HOUR) {
        untold += 1;
        return;
      }
      known.add(name);
      told += 1;
      log.warn(
        "origin_refused",
        'A page was refused because of where it says it is from. If it is yours, name its origin in "origins" of the site.',
        { origin: claimed, ...(site === undefined ? {} : { site }) },
      );
    },
    stop: () => clearTimeout(hour),
  };
}
