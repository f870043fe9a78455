import type { Log } from "./log.ts";
import { causeOf } from "./store/causes.ts";
import type { UnavailableError } from "./store/unavailable.ts";

/** Tells of an outage of the database once, with its cause, and then from time to time how much was refused. */
export interface OutageLog {
  /** A request was refused because of it. */
  note(error: UnavailableError): void;
  stop(): void;
}

const TELL_MS = 60_000;

/** A line for each refused request would fill the disk just when there is trouble, and hide its cause. */
export function createOutageLog(log: Log): OutageLog {
  let refused = 0;
  let refusedInAll = 0;
  let timer: NodeJS.Timeout | undefined;

  const tell = () => {
    if (refused) {
      log.error("database_unavailable", "The database is still unavailable; requests are refused.", {
        requests: refused,
      });
      refused = 0;
      return;
    }
    clearInterval(timer);
    timer = undefined;
    log.info("database_unavailable", "No request was refused for the database's sake in the last minute.", {
      refusedBefore: refusedInAll,
    });
  };
  return {
    note(error) {
      if (timer) {
        refused += 1;
        refusedInAll += 1;
        return;
      }
      refused = 0;
      refusedInAll = 1;
      log.error(
        "database_unavailable",
        "The database is unavailable; requests are refused and will come again.",
        {
          cause: causeOf(error),
        },
      );
      timer = setInterval(tell, TELL_MS);
      timer.unref();
    },
    stop: () => clearInterval(timer),
  };
}
