import { CompiledQuery, type Dialect, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from "kysely";
import { asDatabaseConnection } from "../databaseConnection.ts";
import type { SqliteConnection } from "./connection.ts";

/**
 * Kysely over one SQLite connection that answers later.
 *
 * @param begin - how transactions begin. `begin immediate` waits for other writers before anything is read; a
 *   transaction that reads first and writes then would fail at once where another process wrote in between
 */
export function createSqliteDialect(
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
