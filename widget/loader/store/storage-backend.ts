import type { Row } from "./row.ts";

/** One place to keep rows in. Any call may throw, reject or hang: the ladder deals with that. */
export interface Rung {
  /** Whether rows outlive the page. */
  durable: boolean;
  entries(): Promise<[string, Row][]>;
  /** A number that changes whenever something has come of a call: a rung that is slow does not hang. Default: never. */
  progress?(): number;
  /**
   * Replaces one row in one atomic step; `undefined` removes it.
   *
   * @param strict - whether the row shall be on the disk before this resolves, where the place can promise it
   */
  change(key: string, decide: (row: Row | undefined) => Row | undefined, strict?: boolean): Promise<void>;
  /** Removes everything. */
  clear(): Promise<void>;
  /** Lets go of what it holds open; the next call opens it anew. */
  close(): void;
}
