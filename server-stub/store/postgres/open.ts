import type { Dialect } from "kysely";
import { codeOf } from "../../failure.ts";
import { retry } from "../retry.ts";
import { UnavailableError } from "../unavailable.ts";
import { createPostgresDialect } from "./dialect.ts";
import { createPool, type Pool } from "./pool.ts";

/** How the collector opens PostgreSQL. */
export interface PostgresOptions {
  /** Told of lost connections. */
  warn(line: string): void;
}

/** What is acknowledged must be on the disk, whatever the server was told about others. */
const DURABLE =
  "select set_config('synchronous_commit', 'on', false) where current_setting('synchronous_commit', true) = 'off'";
const READ_ONLY = "set default_transaction_read_only = on";

/**
 * Opens a database that speaks PostgreSQL's protocol for Kysely: a pool for writing and one that can only read,
 * so that long reading never takes a connection from ingest.
 *
 * @throws what the driver says when there is no such database, and when the driver is not installed
 */
export async function openPostgres(
  url: string,
  { warn }: PostgresOptions,
): Promise<{ writer: Dialect; reader: Dialect }> {
  // Loaded here so that a collector over SQLite runs without the driver.
  const { default: driver } = await import("pg").catch((error: unknown) => {
    if (codeOf(error) !== "ERR_MODULE_NOT_FOUND") throw error;
    throw new Error('the package "pg" is missing; install it beside askling: npm install pg');
  });
  // A statement must be over, one way or the other, before the widget's 15 s are.
  const writer = createPool(driver, url, { max: 10, patience: 10_000, prepare: [DURABLE], warn });
  const reader = createPool(driver, url, { max: 5, patience: 60_000, prepare: [READ_ONLY], warn });
  try {
    // In a group of containers the database is often the last one up.
    await retry(() => checkEncoding(writer), { when: isStarting, tries: 20, pause: () => 250 });
  } catch (error) {
    await Promise.all([writer.end(), reader.end()]);
    throw error;
  }
  return { writer: createPostgresDialect(writer), reader: createPostgresDialect(reader) };
}

function isStarting(error: unknown): boolean {
  const cause = error instanceof UnavailableError ? error.cause : error;
  return ["ECONNREFUSED", "57P03"].includes(codeOf(cause));
}

async function checkEncoding(pool: Pool): Promise<void> {
  const { execute, release } = await pool.connect();
  try {
    const { rows } = await execute("select current_setting('server_encoding') as encoding", []);
    if (/"utf-?8"/i.test(JSON.stringify(rows))) return;
  } finally {
    release();
  }
  throw new Error("its encoding is not UTF8, but answers come in every language");
}
