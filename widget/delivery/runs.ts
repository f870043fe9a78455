/** Runs one delivery at a time on this page; resolves to how many records arrived. */
export type Deliver = (eager: boolean) => Promise<number>;

/**
 * @param takeTurns - sends until there is nothing to send
 * @param failed - told when it throws, as when something lies in the store that nobody has foreseen
 * @param ended - called after each run
 */
export function createRuns(takeTurns: Deliver, failed: () => void, ended: () => void): Deliver {
  let running: Promise<number> | undefined;
  let runningEager = false;
  return async function deliver(eager): Promise<number> {
    if (running) {
      const delivered = await running;
      // What is asked for now must not end with a run that found it was too early.
      return eager && !runningEager ? delivered + (await deliver(true)) : delivered;
    }
    runningEager = eager;
    const mine = takeTurns(eager).catch(() => {
      failed();
      return 0;
    });
    running = mine;
    const delivered = await mine;
    running = undefined;
    ended();
    return delivered;
  };
}
