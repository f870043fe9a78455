import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
} from "kysely";
import { asDatabaseConnection } from "../databaseConnection.ts";
import type { Pool } from "./pool.ts";

/** Kysely over a pool of connections. */
export function createPostgresDialect(pool: Pool): Dialect {
  const releases = new WeakMap<DatabaseConnection, () => void>();
  const run = async (connection: DatabaseConnection, statement: string) =>
    void (await connection.executeQuery(CompiledQuery.raw(statement)));
  return {
    createAdapter: () => new PostgresAdapter(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
    createDriver: () => ({
      init: async () => {},
      async acquireConnection() {
        const { execute, release } = await pool.connect();
        const connection = asDatabaseConnection(execute);
        releases.set(connection, release);
        return connection;
      },
      releaseConnection: async (connection) => releases.get(connection)?.(),
      beginTransaction: (connection) => run(connection, "begin"),
      commitTransaction: (connection) => run(connection, "commit"),
      rollbackTransaction: (connection) => run(connection, "rollback"),
      destroy: pool.end,
    }),
  };
}
