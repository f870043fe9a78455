import { randomInt } from "node:crypto";
import { closeSync, existsSync, mkdirSync, openSync } from "node:fs";
import { dirname } from "node:path";
import { CompiledQuery, type Dialect, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from "kysely";
import type { Log } from "../../log.ts";
import { asDatabaseConnection } from "../databaseConnection.ts";
import { connectSqlite, type SqliteConnection } from "./connection.ts";
import { createSeenHeader } from "./fileGuard.ts";

/** A writing and a reading dialect over one database. */
interface Dialects {
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

/**
 * Kysely over one SQLite connection that answers later.
 *
 * @param begin - how transactions begin. `begin immediate` waits for other writers before anything is read; a
 *   transaction that reads first and writes then would fail at once where another process wrote in between
 */
function createSqliteDialect(
  { execute, close }: SqliteConnection,
  begin: "begin" | "begin immediate",
): Dialect {
  const connection = asDatabaseConnection(execute);
  const run = async (statement: string) => void (await connection.executeQuery(CompiledQuery.raw(statement)));
  let last: Promise<void> = Promise.resolve();
  let release = () => {};
  return {
    createAdapter: () => new SqliteAdapter(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createDriver: () => ({
      init: async () => {},
      // One after another: a transaction has the connection to itself.
      async acquireConnection() {
        const before = last;
        let done = () => {};
        last = new Promise((resolve) => {
          done = resolve;
        });
        await before;
        release = done;
        return connection;
      },
      releaseConnection: async () => release(),
      beginTransaction: () => run(begin),
      commitTransaction: () => run("commit"),
      rollbackTransaction: () => run("rollback"),
      destroy: close,
    }),
  };
}

/**
 * Makes a folder and those above it that are missing. One by one, because Node's own recursion never returns
 * where a file system refuses new folders with ENOENT, as `/proc` does.
 *
 * @throws what the file system says
 */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  const above = dirname(path);
  if (above !== path) makeFolder(above);
  try {
    mkdirSync(path);
  } catch (error) {
    // Another collector over the same file may have been faster.
    if (!existsSync(path)) throw error;
  }
}
