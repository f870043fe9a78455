import { randomInt } from "node:crypto";
import { closeSync, existsSync, openSync } from "node:fs";
import { dirname } from "node:path";
import type { Dialect } from "kysely";
import type { Log } from "../../log.ts";
import { makeFolder } from "../makeFolder.ts";
import { connectSqlite } from "./connection.ts";
import { createSqliteDialect } from "./dialect.ts";
import { createSeenHeader } from "./fileGuard.ts";

/** A writing and a reading dialect over one database. */
export interface Dialects {
  writer: Dialect;
  reader: Dialect;
}

/** What `user_version` can hold. */
const STAMPS = 2 ** 31;

/**
 * Opens a SQLite file (and makes it and its folder, the file with mode 600) for Kysely, with a thread for writing
 * and one for reading. WAL, so that readers never wait for the writer; `synchronous=FULL`, so that what was committed
 * survives the loss of power; `secure_delete=ON`, so that what was replaced or erased is overwritten. While the file
 * is not in its place every statement fails; another one in its place is opened by the next start, never before.
 *
 * @param path - of the file
 * @throws what the engine says when the file cannot be opened or is no database
 */
export async function openSqlite(path: string, log: Pick<Log, "error" | "info">): Promise<Dialects> {
  makeFolder(dirname(path));
  // Of nobody else's to read; the files that the engine puts beside it are made the same way.
  if (!existsSync(path)) closeSync(openSync(path, "a", 0o600));
  // For writing, because some file systems of containers make another file of one that is first written to.
  const file = openSync(path, "r+");
  const guarded = { path, file, seen: createSeenHeader() };
  const tell = tellLosses(path, log);
  try {
    const writer = await connectSqlite(
      {
        ...guarded,
        pragmas: ["journal_mode=WAL", "synchronous=FULL", "secure_delete=ON"],
        stamp: randomInt(1, STAMPS),
      },
      tell("writer"),
    );
    const close = async () => {
      await writer.close();
      // No sooner: closing any handle of a file takes the locks away that the engine has on it.
      closeSync(file);
    };
    try {
      const reader = await connectSqlite({ ...guarded, pragmas: ["query_only=ON"] }, tell("reader"));
      return {
        writer: createSqliteDialect({ ...writer, close }, "begin immediate"),
        reader: createSqliteDialect(reader, "begin"),
      };
    } catch (error) {
      await writer.close();
      throw error;
    }
  } catch (error) {
    closeSync(file);
    throw error;
  }
}

/**
 * Tells once that the files are lost, and once that they are back for both threads: an answer of the one that was given
 * before may come after the other's.
 */
function tellLosses(path: string, log: Pick<Log, "error" | "info">) {
  const lost = new Set<string>();
  return (thread: string) => (loss: string | undefined) => {
    const wasLost = lost.size > 0;
    if (loss === undefined) lost.delete(thread);
    else lost.add(thread);
    if (wasLost === lost.size > 0) return;
    if (wasLost) return log.info("database_back", "The database's files are in their places again.");
    log.error(
      "database_lost",
      `The database cannot be used, and nothing is taken in: ${loss}. Move the files back; or stop the collector, put a backup in place of ${path}, without ${path}-wal and ${path}-shm, and start it again.`,
    );
  };
}
