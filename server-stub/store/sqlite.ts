import { dirname } from "node:path";
import { type SqliteDatabase, SqliteDialect } from "kysely";
import { makeFolder } from "./makeFolder.ts";

/** A writing and a reading dialect over one SQLite file. */
export interface SqliteDialects {
  writer: SqliteDialect;
  reader: SqliteDialect;
}

/**
 * Opens a SQLite file (and makes its folder) for Kysely. WAL, so that readers never wait for the writer;
 * `synchronous=FULL`, so that what was committed survives the loss of power; `secure_delete=ON`, so that what
 * was replaced or erased is overwritten.
 *
 * @param path - of the file
 * @throws what the engine says when the file cannot be opened or is no database
 */
export async function openSqlite(path: string): Promise<SqliteDialects> {
  // Loaded here so that the commands that need no database run without the driver.
  const { default: Database } = await import("libsql");
  makeFolder(dirname(path));
  const open = (...pragmas: string[]): SqliteDatabase => {
    const database = new Database(path);
    for (const pragma of ["busy_timeout=5000", ...pragmas]) database.pragma(pragma);
    return {
      close: () => void database.close(),
      prepare(sql) {
        const statement = database.prepare<unknown[]>(sql);
        return {
          reader: statement.reader,
          all: (parameters) => statement.all(bindable(parameters)),
          run: (parameters) => statement.run(bindable(parameters)),
          iterate: (parameters) => statement.iterate(bindable(parameters)),
        };
      },
    };
  };
  const writer = open("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON");
  const reader = open("query_only=ON");
  return { writer: new SqliteDialect({ database: writer }), reader: new SqliteDialect({ database: reader }) };
}

/** libsql ends the whole process when it is handed a boolean or undefined. */
function bindable(parameters: readonly unknown[]): unknown[] {
  return parameters.map((value) => (typeof value === "boolean" ? Number(value) : (value ?? null)));
}
