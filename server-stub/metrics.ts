import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

/** What became of a record that arrived. */
const OUTCOMES = ["accepted", "duplicate", "invalid", "conflict"] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** What a collector counts of its own work, for `/metrics`. */
export interface Metrics {
  /** Adds to a site's records. */
  countRecords(site: string, outcome: Outcome, count: number): void;
  /** Notes a request that was answered; `route` is a pattern, so that no id becomes a label. */
  observeRequest(labels: { method: string; route: string; status: string }, seconds: number): void;
  /** Prometheus' text format. */
  serialize(): Promise<string>;
  /** Media type of what `print` gives. */
  contentType: string;
}

/** Where the present state is read from, at each request. */
interface MetricSources {
  /** Keys of the configured sites: each has its counters from the start, so that a rise from 0 is seen. */
  sites(): Iterable<string>;
  /** Records that wait to be written. */
  queue(): number;
  /** Cases that wait for contact or resolution, by site. Default: none are told. */
  cases?(): Promise<ReadonlyMap<string, number>>;
}

/** Counters of one collector, which share nothing with another's in the same process. */
export function createMetrics({ sites, queue, cases }: MetricSources): Metrics {
  const registers = [new Registry()];
  const [registry = new Registry()] = registers;
  const names = { registers, labelNames: ["site"] as const };
  const counters = {
    accepted: new Counter({
      ...names,
      name: "askling_records_accepted_total",
      help: "Revisions that were stored.",
    }),
    duplicate: new Counter({
      ...names,
      name: "askling_records_duplicate_total",
      help: "Revisions that were known already.",
    }),
    invalid: new Counter({
      ...names,
      name: "askling_records_invalid_total",
      help: "Records that were refused.",
    }),
    conflict: new Counter({
      ...names,
      name: "askling_records_conflict_total",
      help: "Revisions that were known with another content; the first counts.",
    }),
  } satisfies Record<Outcome, Counter>;
  const requests = new Histogram({
    registers,
    name: "askling_request_duration_seconds",
    help: "Time from request to answer.",
    labelNames: ["method", "route", "status"] as const,
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
  });
  new Gauge({
    registers,
    name: "askling_ingest_queue",
    help: "Records that wait to be written.",
    collect() {
      this.set(queue());
    },
  });
  new Gauge({
    ...names,
    name: "askling_cases_open",
    help: "Cases that wait for contact or resolution.",
    async collect() {
      const waiting = await cases?.();
      this.reset();
      if (waiting) for (const site of sites()) this.set({ site }, waiting.get(site) ?? 0);
    },
  });
  collectDefaultMetrics({ register: registry });
  return {
    countRecords: (site, outcome, count) => counters[outcome].inc({ site }, count),
    observeRequest: (labels, seconds) => requests.observe(labels, seconds),
    serialize() {
      for (const site of sites()) for (const outcome of OUTCOMES) counters[outcome].inc({ site }, 0);
      return registry.metrics();
    },
    contentType: registry.contentType,
  };
}
