import { reasonOf } from "../failure.ts";
import type { Log } from "../log.ts";
import { ConfigurationError } from "./error.ts";
import { createFileWatch } from "./fileWatch.ts";
import { type Configuration, loadConfiguration } from "./load.ts";

/** The configuration as it stands, read again whenever one of its files changes. */
export interface LiveConfiguration {
  readonly current: Configuration;
  close(): void;
}

/** What the live configuration needs from around it. */
export interface LiveConfigurationOptions {
  /** Told what was left out, and of every change: whether it was taken over, and if not, why. */
  log: Log;
  /** Done with a configuration before it comes into use; what it throws keeps the old one in use. */
  prepare(configuration: Configuration): Promise<void>;
  /** Milliseconds between two looks at the files. Default 500. */
  interval?: number;
}

/**
 * Loads a configuration and keeps it up to date. At the start surveys with wrong values are left out, because
 * the others would show nothing either. A change must be whole: as long as anything is wrong with it the old
 * configuration stays in use, which `log` is told.
 *
 * @throws ConfigurationError when the first reading fails
 */
export async function openConfiguration(
  path: string,
  { log, prepare, interval = 500 }: LiveConfigurationOptions,
): Promise<LiveConfiguration> {
  const warn = (line: string) => log.warn("configuration", line);
  let current = loadConfiguration(path, { warn });
  const fileWatch = createFileWatch(reload, interval);
  fileWatch.watch(current.files);

  async function reload(): Promise<void> {
    try {
      const next = loadConfiguration(path, { warn, whole: true });
      fileWatch.watch(next.files);
      await prepare(next);
      current = next;
      log.info("configuration", "The configuration was read again.", { sites: next.sites.size });
    } catch (error) {
      if (error instanceof ConfigurationError)
        fileWatch.watch([...new Set([...current.files, ...error.files])]);
      warn(`The changed configuration cannot be used, the old one stays in use: ${reasonOf(error)}`);
    }
  }

  try {
    await prepare(current);
  } catch (error) {
    fileWatch.close();
    throw error;
  }
  return {
    get current() {
      return current;
    },
    close: fileWatch.close,
  };
}
