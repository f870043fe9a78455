import {
  type DatabaseConnection,
  type Dialect,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
} from "kysely";
import { asDatabaseConnection } from "../databaseConnection.ts";
import type { Pool, Transaction } from "./pool.ts";

/** Kysely over a pool of connections. What Kysely takes for a connection has one only while it needs it. */
export function createPostgresDialect(pool: Pool): Dialect {
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
