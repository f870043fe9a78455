import { closeSync, existsSync, openSync } from "node:fs";
import { dirname } from "node:path";
import type { Dialect } from "kysely";
import { makeFolder } from "../makeFolder.ts";
import { connectSqlite } from "./connection.ts";
import { createSqliteDialect } from "./dialect.ts";

/** A writing and a reading dialect over one database. */
export interface Dialects {
  writer: Dialect;
  reader: Dialect;
}

/**
 * Opens a SQLite file (and makes it and its folder, the file with mode 600) for Kysely, with a thread for writing
 * and one for reading. WAL, so that readers never wait for the writer; `synchronous=FULL`, so that what was committed
 * survives the loss of power; `secure_delete=ON`, so that what was replaced or erased is overwritten.
 *
 * @param path - of the file
 * @throws what the engine says when the file cannot be opened or is no database
 */
export async function openSqlite(path: string): Promise<Dialects> {
  makeFolder(dirname(path));
  // Of nobody else's to read; the files that the engine puts beside it are made the same way.
  if (!existsSync(path)) closeSync(openSync(path, "a", 0o600));
  const writer = await connectSqlite({
    path,
    pragmas: ["journal_mode=WAL", "synchronous=FULL", "secure_delete=ON"],
  });
  try {
    const reader = await connectSqlite({ path, pragmas: ["query_only=ON"] });
    return {
      writer: createSqliteDialect(writer, "begin immediate"),
      reader: createSqliteDialect(reader, "begin"),
    };
  } catch (error) {
    await writer.close();
    throw error;
  }
}
