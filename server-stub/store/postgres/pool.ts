import type pg from "pg";
import { reasonOf } from "../../failure.ts";
import type { Answered } from "../databaseConnection.ts";
import { UnavailableError } from "../unavailable.ts";

/** Connections to a server. */
export interface Pool {
  /** @throws UnavailableError when there is none to be had */
  connect(): Promise<PooledConnection>;
  end(): Promise<void>;
}

/** A connection that is in use; it is given up rather than handed out again if it was lost meanwhile. */
export interface PooledConnection {
  /** @throws UnavailableError when the connection was lost, else what the server says */
  execute(sql: string, parameters: readonly unknown[]): Promise<Answered>;
  release(): void;
}

/** What a pool is for. */
export interface PoolOptions {
  /** Connections at most. */
  max: number;
  /** Milliseconds that a statement may take before its connection is given up. */
  patience: number;
  /** Statements that every new connection begins with. */
  prepare: readonly string[];
  /** Told of connections that were lost while nobody used them. */
  warn(line: string): void;
}

/** How long a connection may take to come about. */
const CONNECT_MS = 5_000;

/** A pool of connections to `url`. */
export function createPool(
  driver: Pick<typeof pg, "Pool" | "DatabaseError">,
  url: string,
  { max, patience, prepare, warn }: PoolOptions,
): Pool {
  const pool = new driver.Pool({
    connectionString: url,
    max,
    application_name: "askling",
    connectionTimeoutMillis: CONNECT_MS,
    query_timeout: patience,
    keepAlive: true,
    types: { getTypeParser: parserFor },
  });
  // Without a listener the process would end when the server closes an idle connection.
  pool.on("error", (error) => warn(`A connection to the database was lost: ${error.message}`));
  // Nor when it ends one in the same breath in which it is handed over, where the driver itself listens no more; the
  // first statement tells.
  pool.on("connect", (client) => client.on("error", () => {}));
  const prepared = new WeakSet<pg.PoolClient>();
  const judge = (error: unknown) => {
    if (error instanceof driver.DatabaseError) return error;
    const message = `The database does not answer: ${reasonOf(error)}`;
    return new UnavailableError(message, "database_unavailable", 5, { cause: error });
  };

  const connect = async (): Promise<PooledConnection> => {
    const client = await pool.connect().catch((error: unknown) => {
      throw judge(error);
    });
    let broken: Error | undefined;
    // A connection that breaks while it is in use reports it here as well as to the statement.
    const listen = (error: Error) => {
      broken ??= error;
    };
    client.on("error", listen);
    const release = () => {
      client.off("error", listen);
      client.release(broken);
    };
    const execute = async (sql: string, parameters: readonly unknown[]) => {
      try {
        const { rows, rowCount } = await client.query<Record<string, unknown>>(sql, [...parameters]);
        return { rows, changes: rowCount ?? 0 };
      } catch (error) {
        if (!(error instanceof driver.DatabaseError) || error.severity !== "ERROR")
          broken ??= error instanceof Error ? error : new Error(String(error));
        throw judge(error);
      }
    };
    try {
      if (!prepared.has(client)) for (const statement of prepare) await execute(statement, []);
      prepared.add(client);
    } catch (error) {
      release();
      throw error;
    }
    return { execute, release };
  };
  return { connect, end: () => pool.end() };
}

/** int8, int2, int4, float4, float8, numeric: counts and revisions never come near 2⁵³. */
const NUMBERS = [20, 21, 23, 700, 701, 1700];
const BOOLEAN = 16;

/** The same values from both engines: numbers, 1 and 0 for true and false, and all else as its text. */
function parserFor(type: number): (value: string) => number | string {
  if (type === BOOLEAN) return (value) => (value === "t" ? 1 : 0);
  return NUMBERS.includes(type) ? Number : (value) => value;
}
