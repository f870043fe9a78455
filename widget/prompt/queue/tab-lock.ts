import type { ShowResult } from "../../loader/askling.ts";

/** The one place of a device where a prompt can come by itself: tabs act as one visitor. */
export interface TabLock {
  /** Does the work unless another tab has a prompt open; then `undefined`. */
  take(work: () => Promise<ShowResult>): Promise<ShowResult | undefined>;
  /** Does the work in any case, and keeps the others from showing meanwhile if none does already. */
  hold(work: () => Promise<ShowResult>): Promise<ShowResult>;
  /** Calls back once no tab has a prompt open. */
  onFree(free: () => void): void;
  stop(): void;
}

/** @param name - of the store, which tabs share */
export function createTabLock(name: string): TabLock {
  // Missing in old engines and on plain http: there the shared memory alone keeps tabs apart.
  const { locks } = navigator as { locks?: LockManager };
  const lock = `${name}-stage`;
  const ending = typeof AbortController === "function" ? new AbortController() : undefined;
  let waits = false;
  /** A prompt that is taken off the page never ends by itself. */
  let release: () => void = () => {};
  const stopped = new Promise<void>((resolve) => {
    release = resolve;
  });

  /** @param alone - whether the work is left undone where another tab has the lock */
  async function run(work: () => Promise<ShowResult>, alone: boolean): Promise<ShowResult | undefined> {
    if (!locks) return work();
    let left = false;
    let working: Promise<ShowResult> | undefined;
    try {
      await new Promise<void>((begun, failed) => {
        locks
          .request(lock, { ifAvailable: true }, (held) => {
            left = !held && alone;
            if (!left) working = work();
            begun();
            return Promise.race([working, stopped]);
          })
          .catch(failed);
      });
    } catch {
      // Frames without an origin of their own may not ask for locks.
    }
    return left ? undefined : (working ?? work());
  }

  return {
    take: (work) => run(work, true),
    hold: async (work) => (await run(work, false)) ?? { shown: false, reason: "unavailable" },
    onFree(free) {
      if (!locks || waits) return;
      waits = true;
      const done = () => {
        waits = false;
      };
      locks
        .request(lock, ending ? { signal: ending.signal } : {}, done)
        .then(free)
        .catch(done);
    },
    stop() {
      ending?.abort();
      release();
    },
  };
}
