import { codeOf } from "../failure.ts";
import type { UnavailableError } from "./unavailable.ts";

/**
 * What the codes of databases and systems mean, by how they begin, for whoever keeps the machine.
 *
 * @see https://www.sqlite.org/rescode.html
 * @see https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const CAUSES: readonly [beginning: string, cause: string][] = [
  ["SQLITE_FULL", "the disk is full"],
  ["SQLITE_READONLY", "the database's file or folder may not be written to"],
  ["SQLITE_CANTOPEN", "the database's file cannot be opened"],
  ["SQLITE_IOERR", "the disk failed, or is full"],
  ["SQLITE_CORRUPT", "the database's file is damaged"],
  ["SQLITE_NOTADB", "the database's file is none"],
  ["SQLITE_BUSY", "another process holds the database's file"],
  ["SQLITE_LOCKED", "another connection holds the database's file"],
  ["SQLITE_NOMEM", "there is no memory left"],
  ["53100", "the disk of the database server is full"],
  ["53200", "the database server has no memory left"],
  ["53300", "the database server has no connection left"],
  ["57P03", "the database server is starting or stopping"],
  ["57P", "the database server is stopping"],
  ["25006", "the database server takes nothing in: it is a standby, or was made read-only"],
  ["55P03", "somebody holds a lock on a table"],
  ["40", "a transaction got in the way of others"],
  ["ECONNREFUSED", "nobody listens at the database's address"],
  ["ENOTFOUND", "the name of the database's machine is unknown"],
  ["EAI_AGAIN", "names of machines cannot be looked up"],
  ["ETIMEDOUT", "the database does not answer"],
  ["EHOSTUNREACH", "the database's machine cannot be reached"],
  ["ENETUNREACH", "the database's network cannot be reached"],
  ["08", "the connection to the database was lost"],
  ["ECONNRESET", "the connection to the database was lost"],
  ["EPIPE", "the connection to the database was lost"],
  ["ENOSPC", "the disk is full"],
];

/** Why the database is unavailable, in words that quote nothing of what came in, with the code behind them. */
export function causeOf(error: UnavailableError): string {
  if (error.cause === undefined) return error.message;
  const code = codeOf(error.cause);
  const cause = CAUSES.find(([beginning]) => code.startsWith(beginning))?.[1];
  return cause === undefined ? code || "unknown" : `${cause} (${code})`;
}
