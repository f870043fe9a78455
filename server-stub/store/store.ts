import type { Db } from "./tables.ts";
import type { WriteQueue } from "./writeQueue.ts";

/** The open database. */
export interface Store {
  engine: "sqlite" | "postgres";
  /** For all that writes, records aside. */
  writer: Db;
  /** For results and exports: never waits for the writer and cannot write. */
  reader: Db;
  /** For records. */
  ingest: WriteQueue;
  /**
   * Resolves while records can be stored.
   *
   * @throws what keeps them from it
   */
  checkWritable(): Promise<void>;
  close(): Promise<void>;
}
