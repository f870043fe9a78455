import { type RepeatedJob, startRepeating } from "../repeat.ts";
import { type EvaluateParts, evaluateAlerts } from "./evaluate.ts";
import { createWatch } from "./watch.ts";

const LOOK_MS = 10_000;
/** Of a collector's time, one part in this many goes into alarms at most; the rest is for batches and results. */
const SHARE = 20;

/** Evaluates the alerts of all sites every ten seconds, or more seldom where counting takes long. */
export function startAlerting(parts: EvaluateParts): RepeatedJob {
  const watch = createWatch();
  return startRepeating({
    event: "alarm",
    log: parts.log,
    run: () => evaluateAlerts(parts, watch),
    pauseMs: (tookMs) => Math.max(LOOK_MS, SHARE * tookMs),
  });
}
