import { statSync } from "node:fs";
import { reasonOf } from "../failure.ts";
import type { Log } from "../log.ts";
import { startRepeating } from "../repeat.ts";
import { type Configuration, loadConfiguration } from "./load.ts";
import { ConfigurationError } from "./read.ts";

/** The configuration as it stands, read again whenever one of its files changes. */
export interface LiveConfiguration {
  readonly current: Configuration;
  close(): void;
}

/** What the live configuration needs from around it. */
interface LiveConfigurationOptions {
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
  const fileWatch = createFileWatch(reload, interval, log);
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

/** Looks at files now and then. */
interface FileWatch {
  /** From now on these files, as they stand at this moment. */
  watch(files: readonly string[]): void;
  close(): void;
}

/**
 * Watches files by looking at them. That is slower than being told, but neither editors that replace files nor
 * network disks can fool it. `fs.watchFile` is not enough: it takes its first look some time later, and misses
 * what changed until then.
 *
 * @param changed - called once for all that changed since the last look; there is no other look until it is done
 * @param interval - milliseconds between two looks
 */
function createFileWatch(changed: () => Promise<void>, interval: number, log: Log): FileWatch {
  let stamps = new Map<string, string>();
  const job = startRepeating({
    event: "configuration",
    log,
    async run() {
      if ([...stamps].some(([file, stamp]) => stampOf(file) !== stamp)) await changed();
    },
    pauseMs: () => interval,
  });
  return {
    watch: (files) => {
      stamps = new Map(files.map((file) => [file, stampOf(file)]));
    },
    close: () => void job.stop(),
  };
}

/** Changes with the file; empty while there is none. */
function stampOf(file: string): string {
  try {
    const { mtimeNs, size, ino } = statSync(file, { bigint: true });
    return `${mtimeNs} ${size} ${ino}`;
  } catch {
    return "";
  }
}
