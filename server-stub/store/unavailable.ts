import { codeOf, reasonOf } from "../failure.ts";

/** The database cannot take or give anything just now; the same request may well succeed later. */
export class UnavailableError extends Error {
  constructor(
    message: string,
    /** Stable, for programs. */
    readonly code: "database_unavailable" | "overloaded",
    /** Whole seconds after which it makes sense to try again. */
    readonly retryAfterSeconds: number,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = "UnavailableError";
  }
}

/**
 * SQLSTATE classes and states of a server that is out of reach or resources, shutting down, starting, standing
 * by for another one, or that gave up on a transaction for the sake of others or because it took too long.
 *
 * @see https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const PASSING_STATES = /^(?:08|53|58|57P|57014|25006|25P03|40|55P03)/;
/** SQLite's result codes of a file that is locked, full, damaged, or cannot be read or written. */
const PASSING_CODES =
  /^SQLITE_(?:BUSY|LOCKED|FULL|IOERR|CANTOPEN|READONLY|NOMEM|PROTOCOL|INTERRUPT|SCHEMA|CORRUPT|NOTADB)/;
const NETWORK_CODES = /^E[A-Z_]+$/;

/** Whether an error is the database's state rather than the statement's fault. */
export function isPassing(error: unknown): boolean {
  const code = codeOf(error);
  return PASSING_STATES.test(code) || PASSING_CODES.test(code) || NETWORK_CODES.test(code);
}

/** An error as what it means to a caller: `UnavailableError` where the database's state is the reason. */
export function toUnavailable(error: unknown): unknown {
  if (error instanceof UnavailableError || !isPassing(error)) return error;
  return new UnavailableError(`The database is unavailable: ${reasonOf(error)}`, "database_unavailable", 5, {
    cause: error,
  });
}
