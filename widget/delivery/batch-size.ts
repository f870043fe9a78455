import { BATCH_RECORDS } from "./batch.ts";

/** After so many batches in a row that were taken, larger ones are tried again. */
const CALM = 4;

/** How many records a batch may hold: fewer while the endpoint refuses whole batches. */
export interface BatchSize {
  most(): number;
  /** A batch of so many was refused as a whole. */
  halve(count: number): void;
  /** A batch was taken. */
  taken(): void;
  /** The reason is found, or everything has arrived. */
  recover(): void;
}

export function createBatchSize(): BatchSize {
  let most = BATCH_RECORDS;
  let calm = 0;
  return {
    most: () => most,
    halve(count) {
      most = Math.ceil(count / 2);
      calm = 0;
    },
    taken() {
      calm++;
      if (calm % CALM === 0) most = Math.min(BATCH_RECORDS, most * 2);
    },
    recover() {
      most = BATCH_RECORDS;
    },
  };
}
