import { codeOf } from "./failure.ts";
import type { Log } from "./log.ts";
import type { UnavailableError } from "./store/unavailable.ts";

/**
 * What the codes of databases and systems mean, by how they begin, for the operator.
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

/** Tells of an outage of the database once, with its cause, and then from time to time how much was refused. */
export interface OutageLog {
  /** A request was refused because of it. */
  note(error: UnavailableError): void;
  stop(): void;
}

const REPORT_INTERVAL_MS = 60_000;

/** A line for each refused request would fill the disk just when there is trouble, and hide its cause. */
export function createOutageLog(log: Log): OutageLog {
  let refused = 0;
  let refusedInAll = 0;
  let timer: NodeJS.Timeout | undefined;

  const tell = () => {
    if (refused) {
      log.error("database_unavailable", "The database is still unavailable; requests are refused.", {
        requests: refused,
      });
      refused = 0;
      return;
    }
    clearInterval(timer);
    timer = undefined;
    log.info("database_unavailable", "No request was refused for the database's sake in the last minute.", {
      refusedBefore: refusedInAll,
    });
  };
  return {
    note(error) {
      if (timer) {
        refused += 1;
        refusedInAll += 1;
        return;
      }
      refused = 0;
      refusedInAll = 1;
      log.error(
        "database_unavailable",
        "The database is unavailable; requests are refused and will come again.",
        {
          cause: causeOf(error),
        },
      );
      timer = setInterval(tell, REPORT_INTERVAL_MS);
      timer.unref();
    },
    stop: () => clearInterval(timer),
  };
}
