import { UnavailableError } from "../store/unavailable.ts";

/** Lets a few in at a time, in the order they came. */
interface Gate {
  /**
   * Runs `work` once it is its turn.
   *
   * @throws UnavailableError when too many wait already, or the turn does not come in time
   */
  pass<Result>(work: () => Promise<Result>): Promise<Result>;
  /** @throws UnavailableError when too many wait already; spares reading what would be refused anyway */
  admit(): void;
  readonly waiting: number;
}

/** How wide a gate is. */
interface GateOptions {
  /** How many are inside at the same time. Default 16: a group or two ahead of what is being written. */
  inside?: number;
  /** How many may wait. Default 500, at most 64 KB of text each. */
  maxWaiting?: number;
  /** Milliseconds that one waits at most; the widget gives up after 15 s and would not hear the answer. */
  timeoutMs?: number;
}

/**
 * A gate before what needs memory: a batch that is parsed and validated takes many times its text, so those that wait
 * for the disk wait as text.
 */
export function createGate({ inside = 16, maxWaiting = 500, timeoutMs = 10_000 }: GateOptions = {}): Gate {
  const line = new Set<() => void>();
  let within = 0;

  const refuse = () =>
    new UnavailableError(`${line.size} batches wait to be stored; try again shortly.`, "overloaded", 2);
  const admit = () => {
    if (line.size >= maxWaiting) throw refuse();
  };
  const enter = (): Promise<void> | void => {
    if (within < inside) {
      within += 1;
      return;
    }
    admit();
    return new Promise((resolve, reject) => {
      const turn = () => {
        clearTimeout(timer);
        line.delete(turn);
        resolve();
      };
      const timer = setTimeout(() => {
        line.delete(turn);
        reject(refuse());
      }, timeoutMs);
      line.add(turn);
    });
  };
  const leave = () => {
    const [next] = line;
    // The next in line takes the place over.
    if (next) next();
    else within -= 1;
  };
  return {
    admit,
    get waiting() {
      return line.size;
    },
    async pass(work) {
      await enter();
      try {
        return await work();
      } finally {
        leave();
      }
    },
  };
}
