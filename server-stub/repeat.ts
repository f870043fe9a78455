import { describeFailure, type Log } from "./log.ts";

/** What the collector does by itself again and again. */
export interface Job {
  /** Does it once more now, after what is under way. */
  run(): Promise<void>;
  /** Begins nothing more; resolves when what is under way is done. */
  stop(): Promise<void>;
}

/** What is repeated, and how. */
interface Repetition {
  /** Name of the log's event when it fails. */
  event: string;
  /** The log's sentence then. */
  failure?: string;
  /** Whether the log gets every failure, and not only the first of several in a row. Default false. */
  logsEvery?: boolean;
  log: Pick<Log, "error">;
  run(): Promise<void>;
  /**
   * Milliseconds from the end of one time to the next.
   *
   * @param tookMs - how long the last time took
   */
  pauseMs(tookMs: number): number;
}

/**
 * Does something now and again after each pause, one time after another. A failure is told, of several in a row
 * the first, and is no reason not to try again.
 */
export function startRepeating({
  event,
  failure = "What is done from time to time failed.",
  logsEvery = false,
  log,
  run,
  pauseMs,
}: Repetition): Job {
  let last = Promise.resolve();
  let isFailing = false;
  let isStopped = false;
  let timer: NodeJS.Timeout | undefined;
  const runOnce = async () => {
    if (isStopped) return;
    const began = performance.now();
    try {
      await run();
      isFailing = false;
    } catch (error) {
      if (logsEvery || !isFailing) log.error(event, failure, describeFailure(error));
      isFailing = true;
    }
    clearTimeout(timer);
    if (isStopped) return;
    timer = setTimeout(runAfter, pauseMs(performance.now() - began));
    timer.unref();
  };
  const runAfter = () => {
    last = last.then(runOnce);
    return last;
  };
  runAfter();
  return {
    run: runAfter,
    stop() {
      isStopped = true;
      clearTimeout(timer);
      return last;
    },
  };
}
