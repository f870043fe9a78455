import { unwatchFile, watchFile } from "node:fs";
import { type Configuration, ConfigurationError, loadConfiguration } from "./load.ts";

/** The configuration as it stands, read again whenever one of its files changes. */
export interface LiveConfiguration {
  readonly current: Configuration;
  close(): void;
}

/** What the live configuration needs from around it. */
export interface LiveConfigurationOptions {
  /** Told what was refused, and when a change could not be taken over. */
  warn(line: string): void;
  /** Done with a configuration before it comes into use; what it throws keeps the old one in use. */
  prepare(configuration: Configuration): Promise<void>;
  /** Milliseconds between two looks at the files. Default 500. */
  interval?: number;
}

/**
 * Loads a configuration and keeps it up to date. A broken change keeps the old one and says so.
 *
 * @throws ConfigurationError when the first reading fails
 */
export async function openConfiguration(
  path: string,
  { warn, prepare, interval = 500 }: LiveConfigurationOptions,
): Promise<LiveConfiguration> {
  let current = loadConfiguration(path, warn);
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
      const next = loadConfiguration(path, warn);
      await prepare(next);
      current = next;
      watch(next.files);
      warn("The configuration was read again.");
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      const kept = error instanceof ConfigurationError ? "the old one stays in use" : "it is not taken over";
      warn(`The changed configuration cannot be used, ${kept}: ${reason}`);
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
