import { once } from "node:events";
import { open } from "node:fs/promises";
import { createInterface } from "node:readline";
import { codeOf, reasonOf } from "../failure.ts";
import { readSettings, SettingError } from "../settings.ts";
import { openStore, type Store } from "../store/open.ts";
import { needDatabase } from "../store/sqlite/path.ts";
import { ImportError, importLines } from "../transfer/importLines.ts";
import { printSite } from "../transfer/printSite.ts";

/**
 * `askling export SITE`: everything that is kept of a site, as NDJSON on standard output, also while a collector
 * runs.
 *
 * @returns the exit code: 1 if nothing is kept of such a site
 */
export function exportSite(site: string, env: NodeJS.ProcessEnv): Promise<number> {
  const { databaseUrl } = readSettings(env);
  needDatabase(databaseUrl);
  return withStore(databaseUrl, async (store) => {
    let lines = 0;
    for await (const line of printSite(store, site)) {
      lines += 1;
      // Some readers take these two for the end of a line.
      const text = JSON.stringify(line).replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029");
      if (!process.stdout.write(`${text}\n`)) await once(process.stdout, "drain");
    }
    if (lines > 1) return 0;
    console.error(`Nothing is kept of a site ${JSON.stringify(site)}.`);
    return 1;
  });
}

/**
 * `askling import FILE`: takes in an export, as often as one likes; `-` reads standard input.
 *
 * @returns the exit code: 1 if a line cannot be used, which is told by its number
 */
export function importFile(
  file: string,
  { site }: { site?: string },
  env: NodeJS.ProcessEnv,
): Promise<number> {
  return withStore(readSettings(env).databaseUrl, async (store) => {
    try {
      const lines = file === "-" ? createInterface({ input: process.stdin }) : (await open(file)).readLines();
      const done = await importLines(store, lines, site);
      console.log(`${done.site}: ${done.records} records are new or newer, ${done.known} were known.`);
      return 0;
    } catch (error) {
      const isMissing = codeOf(error) === "ENOENT";
      if (!isMissing && !(error instanceof ImportError)) throw error;
      console.error(`${file}: ${isMissing ? "there is no such file" : reasonOf(error)}.`);
      return 1;
    }
  });
}

async function withStore(url: string, work: (store: Store) => Promise<number>): Promise<number> {
  const store = await openStore(url);
  return work(store).finally(() => store.close());
}

/** Runs a command; a setting that cannot be used ends it with one sentence and exit code 1. */
export async function endWith(command: () => number | Promise<number>): Promise<void> {
  try {
    process.exitCode = await command();
  } catch (error) {
    if (!(error instanceof SettingError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
