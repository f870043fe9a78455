/** What the collector does by itself from time to time. */
export interface Job {
  /** Begins nothing more; resolves when what is under way is done. */
  stop(): Promise<void>;
}
