import { statSync } from "node:fs";

/** Looks at files now and then. */
export interface FileWatch {
  /** From now on these files, as they stand at this moment. */
  watch(files: readonly string[]): void;
  close(): void;
}

/**
 * Watches files by looking at them. That is slower than being told, but neither editors that replace files nor
 * network disks can fool it. `fs.watchFile` is not enough: it takes its first look some time later, and misses
 * what changed until then.
 *
 * @param changed - called once for all that changed since the last look; there is no other look until it is done
 * @param interval - milliseconds between two looks
 */
export function createFileWatch(changed: () => Promise<void>, interval: number): FileWatch {
  let seen = new Map<string, string>();
  let isBusy = false;
  const timer = setInterval(async () => {
    if (isBusy || [...seen].every(([file, stamp]) => stampOf(file) === stamp)) return;
    isBusy = true;
    await changed().finally(() => {
      isBusy = false;
    });
  }, interval);
  // A collector that is otherwise done may end.
  timer.unref();
  return {
    watch: (files) => {
      seen = new Map(files.map((file) => [file, stampOf(file)]));
    },
    close: () => clearInterval(timer),
  };
}

/** Changes with the file; empty while there is none. */
function stampOf(file: string): string {
  try {
    const { mtimeNs, size, ino } = statSync(file, { bigint: true });
    return `${mtimeNs} ${size} ${ino}`;
  } catch {
    return "";
  }
}
