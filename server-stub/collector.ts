import type { LiveConfiguration } from "./config/live.ts";
import type { Store } from "./store/open.ts";

/** What every route works with. */
export interface Collector {
  configuration: LiveConfiguration;
  store: Store;
  /** Token with role admin. */
  adminToken: string;
  /** Whether the demo's pages are served. */
  isDemo: boolean;
  now(): Date;
  /** Told of failures that nobody asked for. */
  warn(line: string): void;
}
