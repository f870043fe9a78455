import type pg from "pg";
import { codeOf, reasonOf } from "../../failure.ts";
import type { Answered } from "../databaseConnection.ts";
import { UnavailableError } from "../unavailable.ts";
import type { ServerUrls } from "./address.ts";

/** Connections to the server that can be written to. */
export interface Pool {
  /**
   * Begins a transaction.
   *
   * @throws UnavailableError when there is no connection to be had to a server that can be written to
   */
  begin(): Promise<Transaction>;
  /** Runs one statement in a transaction of its own. */
  execute(sql: string, parameters: readonly unknown[]): Promise<Answered>;
  end(): Promise<void>;
}

/** A transaction, and the connection that it has to itself. Both end together. */
export interface Transaction {
  /** @throws UnavailableError when the connection was lost, else what the server says */
  execute(sql: string, parameters: readonly unknown[]): Promise<Answered>;
  commit(): Promise<void>;
  /** Does nothing after the end, and never fails: what is not committed is gone in any case. */
  rollback(): Promise<void>;
}

/** What a pool is for. */
interface PoolOptions {
  /** Connections at most. */
  max: number;
  /** Milliseconds that finding a server and running a statement may take. */
  timeoutMs: number;
  /** Whether nothing may be written. Default false. */
  readOnly?: boolean;
  /** Told of idle connections that were lost. */
  warn(line: string): void;
}

/** How long a connection may take to come about, and the least of it for each of several servers. */
const CONNECT_TIMEOUT_MS = 5_000;
const MIN_CONNECT_TIMEOUT_MS = 1_000;
/** The server gives a statement up before the client does, so that no statement goes on whose result is no longer awaited. */
const SERVER_TIMEOUT_SHARE = 0.8;
/** A name that leads to another server now is noticed at the latest after this. */
const LIFETIME_SECONDS = 60;
/** A transaction that stands still must not hold up others for ever. */
const IDLE_IN_TRANSACTION_MS = 5_000;
/** For how long a connection whose server says nothing more counts as in use. */
const LINGER_MS = 15_000;
const MAX_LINGER_MS = 15 * 60_000;

/** What is acknowledged must be on the disk, whatever the server was told about others. */
const DURABLE =
  "select set_config('synchronous_commit', 'on', true) where current_setting('synchronous_commit', true) = 'off'";

/**
 * A pool of connections to the one of several servers that can be written to.
 *
 * All that a connection is told holds for one transaction: behind a pooler in transaction mode, sessions belong to
 * everybody. And every transaction asks first whether it is where it can write: a connection that leads to a standby
 * by now is given up, before anything was lost by it.
 *
 * @param urls - one for each server; the first that works is used until it does no more
 */
export function createPool(
  driver: Pick<typeof pg, "Pool" | "Client" | "DatabaseError">,
  urls: ServerUrls,
  { max, timeoutMs, readOnly = false, warn }: PoolOptions,
): Pool {
  let current = 0;
  const targets = new WeakMap<pg.ClientBase, number>();
  class Client extends driver.Client {
    constructor(options: pg.ClientConfig = {}) {
      super({ ...options, connectionString: urls[current] ?? urls[0] });
      targets.set(this, current);
    }
  }
  const pool = new driver.Pool({
    Client,
    max,
    application_name: "askling",
    connectionTimeoutMillis: Math.max(MIN_CONNECT_TIMEOUT_MS, CONNECT_TIMEOUT_MS / urls.length),
    maxLifetimeSeconds: LIFETIME_SECONDS,
    keepAlive: true,
    types: { getTypeParser: parserFor },
  });
  // Without a listener the process would end when the server closes an idle connection.
  pool.on("error", (error) => warn(`A connection to the database was lost: ${error.message}`));
  // Nor when it ends one in the same breath in which it is handed over, where the driver itself listens no more; the
  // first statement tells.
  pool.on("connect", (client) => client.on("error", () => {}));
  const used = new WeakSet<pg.PoolClient>();
  const lingering = new Set<() => void>();
  let lingerMs = LINGER_MS;

  const classify = (error: unknown) =>
    error instanceof driver.DatabaseError || error instanceof UnavailableError
      ? error
      : unavailable(`The database does not answer: ${reasonOf(error)}`, error);
  /** Gives a connection back; one that the server still works for counts as in use until the server has ended. */
  const giveBack = (
    client: pg.PoolClient,
    broken: Error | undefined,
    running: Promise<unknown> | undefined,
  ) => {
    if (!running) return client.release(broken);
    const drop = () => {
      if (!lingering.delete(drop)) return;
      clearTimeout(timer);
      client.release(broken);
    };
    const timer = setTimeout(() => {
      // The more servers say nothing, the fewer new connections they get.
      lingerMs = Math.min(lingerMs * 2, MAX_LINGER_MS);
      drop();
    }, lingerMs);
    timer.unref();
    lingering.add(drop);
    running.then(drop, drop);
  };

  /** A connection in use, before it has a transaction. */
  const use = (client: pg.PoolClient) => {
    let broken: Error | undefined;
    let running: Promise<unknown> | undefined;
    let isOver = false;
    // A connection that breaks while it is in use reports it here as well as to the statement.
    const listen = (error: Error) => {
      broken ??= error;
    };
    client.on("error", listen);
    const ask = async (text: string, values: readonly unknown[] | undefined, limit: number) => {
      const asked = client.query<Record<string, unknown>>(text, values && [...values]);
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<never>((_, reject) => {
        timer = setTimeout(() => {
          running = asked;
          reject(new Error("it took too long"));
        }, limit);
      });
      try {
        const answer = await Promise.race([asked, late]);
        lingerMs = LINGER_MS;
        return answer;
      } catch (error) {
        // A server that only reads is of no use for anything else either.
        const isUsable =
          error instanceof driver.DatabaseError && error.severity === "ERROR" && error.code !== "25006";
        if (!isUsable) broken ??= error instanceof Error ? error : new Error(String(error));
        throw classify(error);
      } finally {
        clearTimeout(timer);
      }
    };
    const end = (reason?: Error) => {
      if (isOver) return;
      isOver = true;
      client.off("error", listen);
      giveBack(client, broken ?? reason, running);
    };
    return {
      ask,
      end,
      isOver: () => isOver,
      isBroken: () => broken !== undefined,
      /** Whether the server still works for it, or says nothing at all. */
      isLate: () => running !== undefined,
    };
  };

  /** Begins a transaction on a connection; false where nothing can be written. */
  const open = async ({ ask }: ReturnType<typeof use>, deadline: number): Promise<boolean> => {
    const left = Math.max(1, deadline - performance.now());
    const answers = await ask(
      [
        "begin",
        "show transaction_read_only",
        `set local statement_timeout = ${Math.ceil(left * SERVER_TIMEOUT_SHARE)}`,
        `set local idle_in_transaction_session_timeout = ${IDLE_IN_TRANSACTION_MS}`,
        readOnly ? "set transaction read only" : DURABLE,
      ].join("; "),
      undefined,
      Math.min(left, CONNECT_TIMEOUT_MS),
    );
    const rows = [answers].flat().flatMap((answer) => answer.rows);
    return !rows.some((row) => row.transaction_read_only === "on");
  };
  const beginBy = async (deadline: number) => {
    const failures: { target: number; error: unknown }[] = [];
    const fail = (target: number, error: unknown) => {
      failures.push({ target, error });
      if (current === target) current = (target + 1) % urls.length;
    };
    for (;;) {
      const tried = current;
      const client = await pool.connect().catch((error: unknown) => {
        if (/timeout exceeded when trying to connect/.test(reasonOf(error)))
          throw unavailable("All connections to the database are in use.", error);
        fail(tried, error);
      });
      if (client) {
        const isNew = !used.has(client);
        used.add(client);
        const target = targets.get(client) ?? tried;
        // To a server that was left for another one.
        if (target !== current && performance.now() < deadline) {
          client.release(true);
          continue;
        }
        const connection = use(client);
        try {
          if (await open(connection, deadline)) return connection;
          throw new ReadOnlyServerError();
        } catch (error) {
          connection.end(error instanceof Error ? error : new Error(String(error)));
          // One that was idle and was lost meanwhile does not tell how the server is now, and others are tried.
          if (isNew || connection.isLate()) fail(target, error);
        }
      }
      if (failures.length >= urls.length || (failures.length && performance.now() >= deadline))
        throw explain(failures, urls.length);
    }
  };
  const transact = async (deadline: number, commitBy: () => number): Promise<Transaction> => {
    const { ask, end, isOver, isBroken } = await beginBy(deadline);
    return {
      async execute(sql, parameters) {
        const { rows, rowCount } = await ask(sql, parameters, timeoutMs);
        return { rows, changes: rowCount ?? 0 };
      },
      async commit() {
        try {
          const { command } = await ask("commit", undefined, commitBy());
          // So the server answers where a statement had failed.
          if (command === "ROLLBACK")
            throw new Error("The transaction was rolled back instead of committed.");
        } finally {
          end();
        }
      },
      async rollback() {
        if (!isOver() && !isBroken()) await ask("rollback", undefined, timeoutMs).catch(() => {});
        end();
      },
    };
  };
  return {
    begin: () => transact(performance.now() + timeoutMs, () => timeoutMs),
    async execute(sql, parameters) {
      const deadline = performance.now() + timeoutMs;
      const transaction = await transact(deadline, () =>
        Math.max(MIN_CONNECT_TIMEOUT_MS, deadline - performance.now()),
      );
      try {
        const answered = await transaction.execute(sql, parameters);
        await transaction.commit();
        return answered;
      } finally {
        await transaction.rollback();
      }
    },
    end() {
      for (const drop of lingering) drop();
      return pool.end();
    },
  };
}

/** A server that was reached and takes nothing in: a standby, or one that was told to only read. */
class ReadOnlyServerError extends Error {
  readonly code = "25006";

  constructor() {
    super("it can only be read, as a standby can");
    this.name = "ReadOnlyServerError";
  }
}

function unavailable(message: string, cause: unknown): UnavailableError {
  return new UnavailableError(message, "database_unavailable", 5, { cause });
}

/** One sentence of what is wrong with each server. */
function explain(failures: readonly { target: number; error: unknown }[], servers: number): UnavailableError {
  const reasons = failures.map(({ target, error }) => {
    const cause = error instanceof UnavailableError ? error.cause : error;
    const hint = /unsupported startup parameter/i.test(reasonOf(cause))
      ? " (a pooler takes no such parameter: leave it out of the address, or tell the pooler to ignore it)"
      : "";
    const which = servers > 1 ? `server ${target + 1}: ` : "";
    return `${which}${reasonOf(cause)}${hint}`;
  });
  const errors = failures.map(({ error }) => (error instanceof UnavailableError ? error.cause : error));
  return unavailable(`The database does not answer: ${reasons.join("; ")}`, new AggregateError(errors));
}

/** Whether one of the servers gave this code (`ECONNREFUSED`, `57P03`) for the reason why there was no connection. */
export function hasCode(error: unknown, codes: readonly string[]): boolean {
  if (error instanceof UnavailableError) return hasCode(error.cause, codes);
  if (error instanceof AggregateError) return error.errors.some((one) => hasCode(one, codes));
  return codes.includes(codeOf(error));
}

/** int8, int2, int4, float4, float8, numeric: counts and revisions never come near 2⁵³. */
const NUMBERS = [20, 21, 23, 700, 701, 1700];
const BOOLEAN = 16;

/** The same values from both engines: numbers, 1 and 0 for true and false, and all else as its text. */
function parserFor(type: number): (value: string) => number | string {
  if (type === BOOLEAN) return (value) => (value === "t" ? 1 : 0);
  return NUMBERS.includes(type) ? Number : (value) => value;
}
