import { unwatchFile, watchFile } from "node:fs";
import { ConfigurationError } from "./error.ts";
import { type Configuration, loadConfiguration } from "./load.ts";

/** The configuration as it stands, read again whenever one of its files changes. */
export interface LiveConfiguration {
  readonly current: Configuration;
  close(): void;
}

/** What the live configuration needs from around it. */
export interface LiveConfigurationOptions {
  /** Told what was left out, and of every change: whether it was taken over, and if not, why. */
  warn(line: string): void;
  /** Done with a configuration before it comes into use; what it throws keeps the old one in use. */
  prepare(configuration: Configuration): Promise<void>;
  /** Milliseconds between two looks at the files. Default 500. */
  interval?: number;
}

/**
 * Loads a configuration and keeps it up to date. At the start surveys with wrong values are left out, because
 * the others would show nothing either. A change must be whole: as long as anything is wrong with it the old
 * configuration stays in use, which `warn` is told.
 *
 * @throws ConfigurationError when the first reading fails
 */
export async function openConfiguration(
  path: string,
  { warn, prepare, interval = 500 }: LiveConfigurationOptions,
): Promise<LiveConfiguration> {
  let current = loadConfiguration(path, { warn });
  await prepare(current);
  let watched: readonly string[] = [];
  let turn = Promise.resolve();

  const watch = (files: readonly string[]) => {
    for (const file of watched) if (!files.includes(file)) unwatchFile(file, changed);
    // Looking is slower than being told, but editors that replace files and network disks cannot fool it.
    for (const file of files)
      if (!watched.includes(file)) watchFile(file, { interval, persistent: false }, changed);
    watched = files;
  };
  const reload = async () => {
    try {
      const next = loadConfiguration(path, { warn, whole: true });
      await prepare(next);
      current = next;
      watch(next.files);
      warn("The configuration was read again.");
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      warn(`The changed configuration cannot be used, the old one stays in use: ${reason}`);
      if (error instanceof ConfigurationError) watch([...new Set([...current.files, ...error.files])]);
    }
  };
  const changed = () => {
    turn = turn.then(reload);
  };

  watch(current.files);
  return {
    get current() {
      return current;
    },
    close: () => {
      for (const file of watched) unwatchFile(file, changed);
    },
  };
}
