import type { MessagePort } from "node:worker_threads";
import type Libsql from "libsql";

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
}

/** What a thread opens. */
export interface SqliteThreadData {
  /** Of the database file. */
  path: string;
  pragmas: readonly string[];
}

/**
 * The whole of a database thread: opens one connection and runs one statement after another.
 *
 * It is handed to the thread as text, so that the same file serves from the sources and from the bundle: it may
 * use nothing but its arguments and JavaScript's own globals.
 */
export function runSqliteThread(
  Database: typeof Libsql,
  port: MessagePort,
  { path, pragmas }: SqliteThreadData,
): void {
  const KEPT_STATEMENTS = 64;
  const OPENING_MS = 20_000;
  const kept = new Map<string, ReturnType<InstanceType<typeof Libsql>["prepare"]>>();

  const failureOf = (error: unknown) => {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    return { message: error instanceof Error ? error.message : String(error), code };
  };
  // Switching to WAL needs the file for itself for a moment and does not wait for it on its own.
  const open = () => {
    const deadline = Date.now() + OPENING_MS;
    for (;;)
      try {
        const database = new Database(path);
        for (const pragma of ["busy_timeout=5000", ...pragmas]) database.pragma(pragma);
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
    if (kept.size > KEPT_STATEMENTS && oldest !== undefined) kept.delete(oldest);
    return statement;
  };
  // libsql ends the whole process when it is handed a boolean or undefined.
  const bindable = (value: unknown) => (typeof value === "boolean" ? Number(value) : (value ?? null));
  const run = ({ id, sql, parameters }: SqliteTask): SqliteReply => {
    try {
      const statement = prepare(sql);
      const values = parameters.map(bindable);
      if (statement.reader) return { id, rows: statement.all(values) };
      return { id, changes: statement.run(values).changes };
    } catch (error) {
      return { id, failure: failureOf(error) };
    }
  };
  port.on("message", (task: SqliteTask | "close") => {
    if (task !== "close") return port.postMessage(run(task));
    kept.clear();
    database.close();
    port.close();
  });
  port.postMessage({ id: 0 } satisfies SqliteReply);
}
