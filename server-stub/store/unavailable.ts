import { setTimeout as wait } from "node:timers/promises";
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
function isPassing(error: unknown): boolean {
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

/** States in which the engine asks for the transaction to be run again: deadlock, serialization failure. */
const RETRIED_STATES = /^40(?:001|P01)$/;
const MAX_TRIES = 6;

/** How a repetition goes about it. */
interface RetryOptions {
  /** Whether this error is worth another try. Default: the engine gave up a transaction for another's sake. */
  when?(error: unknown): boolean;
  tries?: number;
  /** Milliseconds before try number `attempt`, counted from 1. Default: random, doubling from 10. */
  pause?(attempt: number): number;
}

/**
 * Runs something until it succeeds. Distributed engines, and any engine where two collectors touch the same
 * rows, end one of two transactions and expect it to come again.
 *
 * @throws the last error
 */
export async function retry<Result>(
  run: () => Promise<Result>,
  {
    when = (error) => RETRIED_STATES.test(codeOf(error)),
    tries = MAX_TRIES,
    pause = (attempt) => Math.random() * 10 * 2 ** attempt,
  }: RetryOptions = {},
): Promise<Result> {
  for (let attempt = 1; ; attempt++)
    try {
      return await run();
    } catch (error) {
      if (attempt >= tries || !when(error)) throw error;
      await wait(pause(attempt));
    }
}
