import {
  type DatabaseConnection,
  type Dialect,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
} from "kysely";
import { codeOf } from "../../failure.ts";
import { asDatabaseConnection } from "../databaseConnection.ts";
import { retry } from "../unavailable.ts";
import { serversOf } from "./address.ts";
import { createPool, hasCode, type Pool, type Transaction } from "./pool.ts";

/** How the collector opens PostgreSQL. */
interface PostgresOptions {
  /** Told of lost connections. */
  warn(line: string): void;
  /** Milliseconds that a statement that writes may take. Default: over before the widget's 15 s are. */
  timeoutMs?: number | undefined;
}

/** For changing tables, which can take as long as it takes. */
const MIGRATION_TIMEOUT_MS = 3_600_000;

/**
 * Opens a database that speaks PostgreSQL's protocol for Kysely: a pool for writing and one that can only read,
 * so that long reading never takes a connection from ingest, and a connection for changing tables.
 *
 * @param url - which may name several servers
 * @throws what the driver says when there is no such database, and when the driver is not installed
 */
export async function openPostgres(
  url: string,
  { warn, timeoutMs = 10_000 }: PostgresOptions,
): Promise<{ writer: Dialect; reader: Dialect; migrator: Dialect }> {
  const servers = serversOf(url);
  // Loaded here so that a collector over SQLite runs without the driver.
  const { default: driver } = await import("pg").catch((error: unknown) => {
    if (codeOf(error) !== "ERR_MODULE_NOT_FOUND") throw error;
    throw new Error('the package "pg" is missing; install it beside askling: npm install pg');
  });
  const opener = createPool(driver, servers, { max: 1, timeoutMs, warn });
  try {
    // In a group of containers the database is often the last one up, and a standby takes over in some moments.
    await retry(() => checkEncoding(opener), { when: isStarting, tries: 20, pause: () => 250 });
  } finally {
    await opener.end();
  }
  const writer = createPool(driver, servers, { max: 10, timeoutMs, warn });
  const reader = createPool(driver, servers, { max: 5, timeoutMs: 60_000, readOnly: true, warn });
  const migrator = createPool(driver, servers, { max: 1, timeoutMs: MIGRATION_TIMEOUT_MS, warn });
  return {
    writer: createPostgresDialect(writer),
    reader: createPostgresDialect(reader),
    migrator: createPostgresDialect(migrator),
  };
}

function isStarting(error: unknown): boolean {
  return hasCode(error, ["ECONNREFUSED", "57P03", "25006"]);
}

async function checkEncoding(pool: Pool): Promise<void> {
  const { rows } = await pool.execute("select current_setting('server_encoding') as encoding", []);
  if (/"utf-?8"/i.test(JSON.stringify(rows))) return;
  throw new Error("its encoding is not UTF8, but answers come in every language");
}

/** Kysely over a pool of connections. What Kysely takes for a connection has one only while it needs it. */
function createPostgresDialect(pool: Pool): Dialect {
  const transactions = new WeakMap<DatabaseConnection, Transaction>();
  const take = (connection: DatabaseConnection) => {
    const transaction = transactions.get(connection);
    transactions.delete(connection);
    return transaction;
  };
  return {
    createAdapter: () => new PostgresAdapter(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
    createDriver: () => ({
      init: async () => {},
      async acquireConnection() {
        const connection: DatabaseConnection = asDatabaseConnection((sql, parameters) =>
          (transactions.get(connection) ?? pool).execute(sql, parameters),
        );
        return connection;
      },
      releaseConnection: async (connection) => take(connection)?.rollback(),
      beginTransaction: async (connection) => void transactions.set(connection, await pool.begin()),
      commitTransaction: async (connection) => take(connection)?.commit(),
      rollbackTransaction: async (connection) => take(connection)?.rollback(),
      destroy: pool.end,
    }),
  };
}
