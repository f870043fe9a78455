import { keyOf, type NewRecordRow } from "./tables.ts";
import { toUnavailable, UnavailableError } from "./unavailable.ts";

/** Batches that wait to be written. */
export interface WriteQueue {
  /**
   * Waits its turn and is written.
   *
   * @returns what became of each row, by its place
   * @throws UnavailableError when it could not be written now, or when too many rows wait already
   */
  submit(rows: readonly NewRecordRow[]): Promise<StoredAs[]>;
  /** Rows that wait or are being written. */
  readonly waiting: number;
  /** @throws UnavailableError when no more rows are taken now; spares reading what would be refused anyway */
  admit(): void;
}

/** How a queue goes about it. */
interface WriteQueueOptions {
  /** Writes rows, durably and all or none. */
  write(rows: readonly NewRecordRow[]): Promise<StoredAs[]>;
  /** Rows written together. Default 250. */
  groupSize?: number;
  /** Groups written at the same time. Default 1. */
  concurrency?: number;
  /** Rows that may wait before more are refused. Default 10,000. */
  maxWaiting?: number;
}

interface Waiting {
  rows: readonly NewRecordRow[];
  resolve(outcomes: StoredAs[]): void;
  reject(error: unknown): void;
}

/**
 * A queue that writes the batches of many requests together, so that the wait for the disk is shared. A batch
 * that names a record of the group before it waits for the next, so that each learns what became of its own.
 */
export function createWriteQueue({
  write,
  groupSize = 250,
  concurrency = 1,
  maxWaiting = 10_000,
}: WriteQueueOptions): WriteQueue {
  let line: Waiting[] = [];
  let rowsHeld = 0;
  let writing = 0;

  const takeGroup = (): Waiting[] => {
    const keys = new Set<string>();
    let size = 0;
    let count = 0;
    for (const { rows } of line) {
      const own = rows.map(keyOf);
      if (count && (size + rows.length > groupSize || own.some((key) => keys.has(key)))) break;
      for (const key of own) keys.add(key);
      size += rows.length;
      count += 1;
    }
    return line.splice(0, count);
  };
  const writeGroup = async (group: readonly Waiting[]): Promise<void> => {
    try {
      const outcomes = await write(group.flatMap(({ rows }) => rows));
      let place = 0;
      for (const { rows, resolve } of group) {
        resolve(outcomes.slice(place, place + rows.length));
        place += rows.length;
      }
    } catch (error) {
      const reason = toUnavailable(error);
      // One batch that cannot be written must not take the others with it.
      if (!(reason instanceof UnavailableError) && group.length > 1)
        for (const one of group) await writeGroup([one]);
      else for (const { reject } of group) reject(reason);
      // Those in line would wait for the same failure, one after another.
      if (reason instanceof UnavailableError) {
        const refused = line;
        line = [];
        for (const { rows, reject } of refused) {
          rowsHeld -= rows.length;
          reject(reason);
        }
      }
    }
  };
  const work = async (): Promise<void> => {
    if (writing >= concurrency) return;
    writing += 1;
    while (line.length) {
      const group = takeGroup();
      await writeGroup(group);
      for (const { rows } of group) rowsHeld -= rows.length;
    }
    writing -= 1;
  };
  const admit = () => {
    if (rowsHeld < maxWaiting) return;
    throw new UnavailableError(`${rowsHeld} records wait to be stored; try again shortly.`, "overloaded", 1);
  };

  return {
    admit,
    get waiting() {
      return rowsHeld;
    },
    async submit(rows) {
      admit();
      rowsHeld += rows.length;
      const outcome = new Promise<StoredAs[]>((resolve, reject) => {
        line.push({ rows, resolve, reject });
      });
      void work();
      return outcome;
    },
  };
}

/**
 * What became of a revision: it was news; it was known (or older than what is known); or it is another content
 * under a known revision, which is kept apart and does not count.
 */
export type StoredAs = "stored" | "duplicate" | "conflict";
