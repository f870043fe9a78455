import type { Row } from "./row.ts";
import type { Rung } from "./storage-backend.ts";

/** A rung of which nothing has come for so long counts as hanging. */
const HANGING_MS = 2_000;
/** How long a rung that failed is left alone. */
const REST_MS = 15_000;

/** The device's store: the best rung that works now. */
export interface Store {
  /**
   * All rows by key, of each key the newest.
   *
   * @param stray - told of keys that lie below the best rung
   */
  entries(stray?: (key: string) => void): Promise<Map<string, Row>>;
  /**
   * Changes one row on the best rung that works; `undefined` removes it everywhere. Never rejects.
   *
   * @param strict - see `Rung.change`
   */
  change<Kind extends Row>(
    key: string,
    decide: (row: Kind | undefined) => Kind | undefined,
    strict?: boolean,
  ): Promise<void>;
  /** Whether something can outlive the page. */
  durable(): boolean;
  /** Whether a rung that failed is left alone. */
  resting(): boolean;
  /** What the rung said that failed last. */
  trouble(): unknown;
  /** Puts a rung above all others. */
  mount(rung: Rung): void;
  clear(): Promise<void>;
  close(): void;
}

/**
 * Rungs, best first; the last must never fail. One that throws or hangs is rested, then tried again, and
 * rows that lie on a lower rung meanwhile are found there.
 */
export function createLadder(given: readonly Rung[], now: () => number = Date.now): Store {
  const rungs = [...given];
  const failedAt = new Map<Rung, number>();
  let trouble: unknown;
  // A clock that is set back must not rest a rung for ever; of one that never failed the sum is no number.
  const rests = (rung: Rung) => Math.abs(now() - (failedAt.get(rung) as number)) < REST_MS;
  const works = (rung: Rung) => !rests(rung);
  const working = () => rungs.filter(works);

  async function attempt<Value>(
    rung: Rung,
    work: (rung: Rung) => Promise<Value>,
  ): Promise<{ value: Value } | undefined> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    try {
      const hanging = new Promise<never>((_resolve, reject) => {
        const watch = (before?: number, idle?: boolean) => {
          const after = rung.progress && rung.progress();
          const isIdle = after === before;
          if (idle && isIdle) reject();
          // In two halves: where the page itself was busy for long, the answer has its turn between them.
          else timer = setTimeout(watch, HANGING_MS / 2, after, isIdle);
        };
        watch(NaN);
      });
      return { value: await Promise.race([work(rung), hanging]) };
    } catch (error) {
      // What hangs once would hang again.
      rung.close();
      failedAt.set(rung, now());
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
      // Anybody may have written there.
      for (const rung of all)
        for (const [key, row] of ((await attempt(rung, (one) => one.entries())) || { value: [] }).value)
          if (row && !((found.get(key) || { rev: -1 }).rev >= row.rev)) {
            found.set(key, row);
            if (stray && rung !== all[0]) stray(key);
          }
      return found;
    },
    async change(key, decide, strict) {
      let settled = false;
      for (const rung of working()) {
        let removed = false;
        let over = false;
        const done = await attempt(rung, (one) =>
          one.change(
            key,
            (row) => {
              // A rung that hung until the next one took the row leaves its own older one as it is.
              if (over) return row;
              // Below the rung that took the row an older copy may lie, from a time when that rung did not work.
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
    durable: () => working().some((rung) => rung.durable),
    resting: () => !rungs.every(works),
    trouble: () => trouble,
    mount: (rung) => void rungs.unshift(rung),
    async clear() {
      for (const rung of rungs) await attempt(rung, (one) => one.clear());
    },
    close() {
      for (const rung of rungs) rung.close();
    },
  };
}
