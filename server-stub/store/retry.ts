import { setTimeout as wait } from "node:timers/promises";
import { codeOf } from "../failure.ts";

/** States in which the engine asks for the transaction to be run again: deadlock, serialization failure. */
const AGAIN = /^40(?:001|P01)$/;
const TRIES = 6;

/** How a repetition goes about it. */
export interface RetryOptions {
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
    when = (error) => AGAIN.test(codeOf(error)),
    tries = TRIES,
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
