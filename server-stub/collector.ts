import type { LiveConfiguration } from "./config/live.ts";
import type { RefusedOrigins } from "./http/origins.ts";
import type { Guesses } from "./http/rate.ts";
import type { Log } from "./log.ts";
import type { Metrics } from "./metrics.ts";
import type { OutageLog } from "./outage.ts";
import type { Scrubber } from "./store/scrub.ts";
import type { Store } from "./store/store.ts";

/** What every route works with. */
export interface Collector {
  configuration: LiveConfiguration;
  store: Store;
  /** Cleans the database's files after an erasure. */
  scrubber: Scrubber;
  /** SHA-256 of the token with role admin. */
  adminTokenHash: Buffer;
  /** The address that people reach the collector by, without a slash at its end, where it is known. */
  publicUrl: string | undefined;
  refusedOrigins: RefusedOrigins;
  outage: OutageLog;
  /** Slows down callers that guess tokens. */
  guesses: Guesses;
  /** Whether the demo's pages are served. */
  isDemo: boolean;
  now(): Date;
  /** Milliseconds by a monotonic clock, from any start. */
  uptime(): number;
  log: Log;
  metrics: Metrics;
  /** Aborted when the collector stops, for what would otherwise go on for ever. */
  stopping: AbortSignal;
}
