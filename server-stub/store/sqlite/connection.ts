import { createRequire } from "node:module";
import { Worker } from "node:worker_threads";
import type { Answered } from "../databaseConnection.ts";
import type { SqliteReply, SqliteTask, SqliteThreadData } from "./thread.ts";

/** A connection to a SQLite file in a thread of its own, whose calls would otherwise hold up everything. */
export interface SqliteConnection {
  execute(sql: string, parameters: readonly unknown[]): Promise<Answered>;
  /** Waits for what was asked before. */
  close(): Promise<void>;
}

/** What SQLite says of a statement that failed. */
class SqliteFailure extends Error {
  constructor(
    message: string,
    /** Such as `SQLITE_BUSY`. */
    readonly code: string,
  ) {
    super(message);
    this.name = "SqliteFailure";
  }
}

/**
 * Opens a connection.
 *
 * @param tell - told with every answer what has become of the database's files; nothing while all is well
 * @throws SqliteFailure when the file cannot be opened or is no database
 */
export async function connectSqlite(
  data: Omit<SqliteThreadData, "driver">,
  tell: (loss: string | undefined) => void = () => {},
): Promise<SqliteConnection> {
  const waiting = new Map<number, { resolve(reply: SqliteReply): void; reject(error: Error): void }>();
  let asked = 0;
  let gone: Error | undefined;
  const worker = new Worker(new URL("./sqliteThread.js", import.meta.url), {
    execArgv: [],
    workerData: { ...data, driver: findDriver() } satisfies SqliteThreadData,
    // Rows pass through and are gone: room for a few groups of them is enough.
    resourceLimits: { maxYoungGenerationSizeMb: 16 },
  });
  // The process may end while nothing is asked for, whether or not the connection was closed.
  const hear = (id: number) =>
    new Promise<SqliteReply>((resolve, reject) => {
      if (gone) return reject(gone);
      waiting.set(id, { resolve, reject });
      worker.ref();
    });
  worker.on("message", (reply: SqliteReply) => {
    waiting.get(reply.id)?.resolve(reply);
    waiting.delete(reply.id);
    if (!waiting.size) worker.unref();
  });
  const lose = (reason: string) => {
    gone ??= new SqliteFailure(`The database's thread has ended: ${reason}`, "SQLITE_IOERR");
    for (const { reject } of waiting.values()) reject(gone);
    waiting.clear();
  };
  worker.on("error", (error) => lose(error.message));
  const ended = new Promise<void>((resolve) =>
    worker.once("exit", (code) => {
      lose(`exit code ${code}`);
      resolve();
    }),
  );

  const settle = ({ rows = [], changes = 0, failure, loss }: SqliteReply) => {
    tell(loss);
    if (failure) throw new SqliteFailure(failure.message, failure.code);
    return { rows, changes };
  };
  settle(await hear(0));
  return {
    async execute(sql, parameters) {
      asked += 1;
      const reply = hear(asked);
      if (!gone) worker.postMessage({ id: asked, sql, parameters } satisfies SqliteTask);
      return settle(await reply);
    },
    close() {
      worker.ref();
      worker.postMessage("close");
      return ended;
    },
  };
}

function findDriver(): string {
  try {
    return createRequire(import.meta.url).resolve("libsql");
  } catch {
    throw new Error('the package "libsql" is missing; install it beside askling: npm install libsql');
  }
}
