import { sql } from "kysely";
import type { Store } from "./store.ts";

/** Empties the database's files of what was erased. */
export interface Scrubber {
  /**
   * Resolves once nothing erased before the call is left in the files.
   *
   * @param whole - whether to rewrite a large file too, which holds up writing for a while. Default false
   * @returns whether the files are clean now; false: the daily sweep cleans them
   */
  scrub(whole?: boolean): Promise<boolean>;
  /** Whether nothing is known to be left. */
  isClean(): boolean;
}

/** Bytes of a file that is rewritten at once: a second or two. */
const LARGE_FILE_BYTES = 256 * 1024 * 1024;
const MAX_ATTEMPTS = 40;
const PAUSE_MS = 250;

/**
 * SQLite overwrites what it deletes (`secure_delete`), but leaves copies of rows that it had moved between pages,
 * and old pages in its write-ahead log. So the file is rewritten, and the log emptied, which needs a moment without
 * readers. In PostgreSQL both are the server's business (autovacuum, recycling of its log).
 */
export function createScrubber({ engine, writer }: Pick<Store, "engine" | "writer">): Scrubber {
  let running: Promise<boolean> | undefined;
  let next: Promise<boolean> | undefined;
  let isWhole = false;
  let isClean = true;

  const clean = async (): Promise<boolean> => {
    const whole = isWhole;
    isWhole = false;
    const { rows } = await sql<{
      size: number;
    }>`select page_count * page_size as size from pragma_page_count(), pragma_page_size()`.execute(writer);
    const isSmall = (rows[0]?.size ?? 0) <= LARGE_FILE_BYTES;
    if (isSmall || whole) await sql`vacuum`.execute(writer);
    isClean = (await emptyLog(writer)) && (isSmall || whole);
    return isClean;
  };
  return {
    isClean: () => isClean,
    scrub(whole = false) {
      if (engine !== "sqlite") return Promise.resolve(true);
      isWhole ||= whole;
      if (!running) {
        running = clean().finally(() => {
          running = undefined;
        });
        return running;
      }
      // What runs may have begun before this erasure; all who wait share the next.
      next ??= running
        .catch(() => false)
        .then(() => {
          next = undefined;
          return this.scrub();
        });
      return next;
    },
  };
}

async function emptyLog(writer: Store["writer"]): Promise<boolean> {
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const { rows } = await sql<{ busy: number }>`pragma wal_checkpoint(truncate)`.execute(writer);
    if (rows[0]?.busy === 0) return true;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  return false;
}
