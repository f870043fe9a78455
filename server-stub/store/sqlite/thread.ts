import { createRequire } from "node:module";
import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import type Libsql from "libsql";
import { codeOf, reasonOf } from "../../failure.ts";
import { type GuardedFile, guardFile } from "./fileGuard.ts";

/** A statement that the thread is asked to run. */
export interface SqliteTask {
  id: number;
  sql: string;
  parameters: readonly unknown[];
}

/** What became of a task; the first reply, numbered 0, tells of the opening. */
export interface SqliteReply {
  id: number;
  rows?: unknown[];
  changes?: number;
  failure?: { message: string; code: string };
  /** What has become of the database's files, if they are not those that were opened. */
  loss?: string;
}

/** What a thread opens. */
export interface SqliteThreadData extends GuardedFile {
  pragmas: readonly string[];
  /** Given to a database that has none; the writing thread has one to give. */
  stamp?: number;
  /** Where the driver lies: a file that `require` takes. */
  driver: string;
}

const MAX_STATEMENTS = 64;
const OPENING_TIMEOUT_MS = 20_000;

/**
 * Opens one connection and runs one statement after another. It says that a statement was done only while the database's
 * files are those that it opened.
 */
function serveStatements(port: MessagePort, data: SqliteThreadData): void {
  const { path, pragmas, stamp, driver } = data;
  const Database: typeof Libsql = createRequire(import.meta.url)(driver);
  const guard = guardFile(data);
  const kept = new Map<string, ReturnType<InstanceType<typeof Libsql>["prepare"]>>();

  const failureOf = (error: unknown) => ({ message: reasonOf(error), code: codeOf(error) });
  const numberIn = (database: InstanceType<typeof Libsql>, sql: string) => {
    const [row] = database.prepare(sql).all([]);
    return typeof row === "object" && row ? Number(Object.values(row)[0]) : Number.NaN;
  };
  /** The number that tells this database from others, given to it if it has none. */
  const readStamp = (database: InstanceType<typeof Libsql>) => {
    if (stamp !== undefined) {
      database.exec("begin immediate");
      if (!numberIn(database, "pragma user_version")) database.exec(`pragma user_version = ${stamp}`);
      database.exec("commit");
    }
    return numberIn(database, "pragma user_version");
  };
  // Switching to WAL needs the file for itself for a moment and does not wait for it on its own.
  const open = () => {
    const deadline = Date.now() + OPENING_TIMEOUT_MS;
    for (;;)
      try {
        const database = new Database(path);
        for (const pragma of ["busy_timeout=5000", ...pragmas]) database.pragma(pragma);
        guard.remember(readStamp(database));
        return database;
      } catch (error) {
        if (!/busy|locked/i.test(JSON.stringify(failureOf(error))) || Date.now() > deadline) throw error;
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20 + Math.random() * 80);
      }
  };
  const database = (() => {
    try {
      return open();
    } catch (error) {
      port.postMessage({ id: 0, failure: failureOf(error) } satisfies SqliteReply);
      return undefined;
    }
  })();
  if (!database) return;

  const prepare = (sql: string) => {
    const known = kept.get(sql);
    const statement = known ?? database.prepare(sql);
    if (!/^\s*(?:select|insert|update|delete|with)\b/i.test(sql)) return statement;
    kept.delete(sql);
    kept.set(sql, statement);
    const [oldest] = kept.keys();
    if (kept.size > MAX_STATEMENTS && oldest !== undefined) kept.delete(oldest);
    return statement;
  };
  // libsql ends the whole process when it is handed a boolean or undefined.
  const bindable = (value: unknown) => (typeof value === "boolean" ? Number(value) : (value ?? null));
  let isRescued = false;
  /** Puts what was acknowledged before and is in the log alone into the file that was opened, wherever it lies now. */
  const rescue = () => {
    if (stamp === undefined || isRescued || database.inTransaction || !guard.isRescuable()) return;
    try {
      isRescued = numberIn(database, "pragma wal_checkpoint(truncate)") === 0;
    } catch {
      // Tried again with the next statement.
    }
  };
  const runUnguarded = ({ id, sql, parameters }: SqliteTask): SqliteReply => {
    try {
      // The engine itself has ended a transaction that it could not go on with.
      if (sql === "rollback" && !database.inTransaction) return { id };
      const statement = prepare(sql);
      const values = parameters.map(bindable);
      if (statement.reader) return { id, rows: statement.all(values) };
      return { id, changes: statement.run(values).changes };
    } catch (error) {
      return { id, failure: failureOf(error) };
    }
  };
  const run = (task: SqliteTask): SqliteReply => {
    if (task.sql === "rollback") {
      const ended = runUnguarded(task);
      const loss = guard.loss();
      if (loss === undefined) return ended;
      rescue();
      // An answer without it would say that the files are back.
      return { ...ended, loss };
    }
    const reply = guard.loss() === undefined ? runUnguarded(task) : undefined;
    // Looked at again: what was committed is there to stay only if it went to the files that are in their places.
    const loss = guard.loss();
    if (loss === undefined) isRescued = false;
    if (loss === undefined && reply) return reply;
    rescue();
    const message = `The database cannot be used: ${loss ?? "its files were gone"}`;
    const failure = { message, code: "SQLITE_READONLY_DBMOVED" };
    return { id: task.id, failure, ...(loss === undefined ? {} : { loss }) };
  };
  port.on("message", (task: SqliteTask | "close") => {
    if (task !== "close") return port.postMessage(run(task));
    kept.clear();
    database.close();
    port.close();
  });
  port.postMessage({ id: 0 } satisfies SqliteReply);
}

if (parentPort) serveStatements(parentPort, workerData);
