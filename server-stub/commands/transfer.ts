import { once } from "node:events";
import { createReadStream, createWriteStream, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { decodeUtf8Stream, EncodingError } from "../config/utf8.ts";
import { reasonOf, whyUnreadable } from "../failure.ts";
import { needDatabase, readSettings, SettingError } from "../settings.ts";
import { openStore } from "../store/open.ts";
import type { Store } from "../store/store.ts";
import { exportSiteLines } from "../transfer/exportSite.ts";
import { checkLines, ImportError, importLines } from "../transfer/importLines.ts";

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
    for await (const line of exportSiteLines(store, site)) {
      lines += 1;
      // Some readers take these two for the end of a line.
      const text = JSON.stringify(line).replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029");
      if (!process.stdout.write(`${text}\n`)) await once(process.stdout, "drain");
    }
    if (lines > 2) return 0;
    console.error(`Nothing is kept of a site ${JSON.stringify(site)}.`);
    return 1;
  });
}

/**
 * `askling import FILE`: takes in an export, as often as one likes; `-` reads standard input. All of it is read and
 * checked before any of it is taken in.
 *
 * @returns the exit code: 1 if a line cannot be used, which is told by its number, or if the file was cut; then
 *   nothing is taken in. 1 as well if the database fails meanwhile, and then it is told what is in.
 */
export async function importFile(
  given: string,
  { site }: { site?: string },
  env: NodeJS.ProcessEnv,
): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), "askling-import-"));
  const fail = (sentence: string) => {
    console.error(`${given}: ${sentence}`);
    return 1;
  };
  try {
    const file = given === "-" ? await keepInput(join(folder, "input")) : given;
    const { isEnded } = await checkLines(linesOf(file));
    if (!isEnded)
      console.error(`${given}: the export is of an early version, which does not say whether it is whole.`);
    return await withStore(readSettings(env).databaseUrl, async (store) => {
      let taken = 0;
      try {
        const done = await importLines(store, linesOf(file), site, (lines) => {
          taken = lines;
        });
        console.log(`${done.site}: ${done.records} records are new or newer, ${done.known} were known.`);
        return 0;
      } catch (error) {
        const extent = taken ? `Lines 1 to ${taken} are in, the others are not` : "Nothing is in";
        return fail(`${reasonOf(error)}. ${extent}; import it again, what is in stays as it is.`);
      }
    });
  } catch (error) {
    if (error instanceof ImportError || error instanceof EncodingError)
      return fail(`${error.message}. Nothing was taken in.`);
    throw error;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What comes in by standard input is read twice. */
async function keepInput(path: string): Promise<string> {
  await pipeline(process.stdin, createWriteStream(path, { mode: 0o600 }));
  return path;
}

async function* linesOf(path: string): AsyncGenerator<string> {
  // Some editors mark the beginning.
  let rest: string | undefined;
  try {
    for await (const piece of decodeUtf8Stream(createReadStream(path))) {
      const lines = (rest === undefined ? piece.replace(/^\ufeff/, "") : rest + piece).split("\n");
      rest = lines.pop();
      yield* lines;
    }
  } catch (error) {
    throw error instanceof EncodingError ? error : new ImportError(whyUnreadable(error));
  }
  yield rest ?? "";
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
