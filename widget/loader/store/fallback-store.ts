import type { Row, StorageBackend } from "./storage-backends.ts";

/** A backend that has made no step for so long counts as hanging. */
const HANGING_MS = 2_000;
/** How long a backend that failed is left alone. */
const REST_MS = 15_000;

/** The device's store: the best storage backend that works now. */
export interface Store {
  /**
   * All rows by key, of each key the newest.
   *
   * @param stray - told of keys that lie below the best backend
   */
  entries(stray?: (key: string) => void): Promise<Map<string, Row>>;
  /**
   * Changes one row on the best backend that works; `undefined` removes it everywhere. Never rejects.
   *
   * @param strict - see `StorageBackend.change`
   */
  change<Kind extends Row>(
    key: string,
    decide: (row: Kind | undefined) => Kind | undefined,
    strict?: boolean,
  ): Promise<void>;
  /** Whether something can outlive the page. */
  durable(): boolean;
  /** Whether a backend that failed is left alone. */
  resting(): boolean;
  /** With what the backend failed that failed last. */
  trouble(): unknown;
  clear(): Promise<void>;
  close(): void;
}

/**
 * A store on the first of several backends that works; the last one must never fail. One that throws or hangs is left
 * alone for a while, then tried again, and rows that were put on a lower backend meanwhile are found there.
 *
 * @param backends - the best first
 */
export function createFallbackStore(
  backends: readonly StorageBackend[],
  now: () => number = Date.now,
): Store {
  const failedAt = new Map<StorageBackend, number>();
  let trouble: unknown;
  // A clock that is set back must not end a backend for ever; of one that never failed the sum is no number.
  const rests = (backend: StorageBackend) => Math.abs(now() - (failedAt.get(backend) as number)) < REST_MS;
  const works = (backend: StorageBackend) => !rests(backend);
  const working = () => backends.filter(works);

  async function attempt<Value>(
    backend: StorageBackend,
    work: (backend: StorageBackend) => Promise<Value>,
  ): Promise<{ value: Value } | undefined> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    try {
      const hanging = new Promise<never>((_resolve, reject) => {
        const watch = (before?: number, idle?: boolean) => {
          const after = backend.progress && backend.progress();
          const isIdle = after === before;
          if (idle && isIdle) reject();
          // In two halves: where the page itself was busy for long, the answer comes between them.
          else timer = setTimeout(watch, HANGING_MS / 2, after, isIdle);
        };
        watch(NaN);
      });
      return { value: await Promise.race([work(backend), hanging]) };
    } catch (error) {
      // What hangs once would hang again.
      backend.close();
      failedAt.set(backend, now());
      trouble = error || "hangs";
      return undefined;
    } finally {
      clearTimeout(timer);
    }
  }

  return {
    async entries(stray) {
      const found = new Map<string, Row>();
      const all = working();
      // Any script may have written there.
      for (const backend of all)
        for (const [key, row] of ((await attempt(backend, (one) => one.entries())) || { value: [] }).value)
          if (row && !((found.get(key) || { rev: -1 }).rev >= row.rev)) {
            found.set(key, row);
            if (stray && backend !== all[0]) stray(key);
          }
      return found;
    },
    async change(key, decide, strict) {
      let settled = false;
      for (const backend of working()) {
        let removed = false;
        let over = false;
        const done = await attempt(backend, (one) =>
          one.change(
            key,
            (row) => {
              // A backend that hung until the next one took the row leaves its own older one as it is.
              if (over) return row;
              // Below the backend that took the row an older copy may lie, from a time when that backend failed.
              if (settled) return undefined;
              const next = decide(row as never);
              removed = next === undefined;
              return next;
            },
            strict,
          ),
        );
        over = true;
        if (done && !removed) settled = true;
      }
    },
    durable: () => working().some((backend) => backend.durable),
    resting: () => !backends.every(works),
    trouble: () => trouble,
    async clear() {
      for (const backend of backends) await attempt(backend, (one) => one.clear());
    },
    close() {
      for (const backend of backends) backend.close();
    },
  };
}
