import type { Emitter } from "../loader/emitter.ts";
import type { Store } from "../loader/store/fallback-store.ts";
import { isUnanswered, LEASE_KEY, LOST_KEY } from "../loader/store/record-rows.ts";
import type { Row } from "../loader/store/storage-backends.ts";
import type { SurveyRecord } from "../record/schema.ts";
import type { EndpointMemory } from "./endpoint-memory.ts";
import type { Outbox } from "./outbox.ts";
import { createEarliestTimer } from "./schedule.ts";

/** So many unanswered records make room for an answer where the browser gives no more of it. */
const MAKE_ROOM_RECORDS = 20;
/** A store with a backend that failed is repaired after this, then after ever longer waits. */
const REPAIR_MS = 16_000;
const MAX_REPAIR_MS = 600_000;
/** The bounds are held at most so often. */
const TRIM_MS = 1_000;

/** Keeps the store in order while the page lives. */
export interface Maintenance {
  /** Repairs the store: at the start of a page, and whenever a backend may work again. */
  repair(): Promise<void>;
  /** Plans what the store needs now: repair if a backend has failed, trimming if much was put. */
  watch(): void;
  /** Plans repair, whatever the state of the store seems to be. */
  repairSoon(): void;
  stop(): void;
}

export interface MaintenanceOptions {
  store: Store;
  outbox: Outbox;
  memory: EndpointMemory;
  emit: Emitter["emit"];
  now(): number;
  monotonic(): number;
  /** Whether the device may still be written to. */
  writable(): boolean;
  /** Called after each repair by which records wait to be sent. */
  found(): void;
}

export function createMaintenance(options: MaintenanceOptions): Maintenance {
  const { store, outbox, memory, emit, now, monotonic, writable, found } = options;
  let repairMs = REPAIR_MS;
  const repairing = createEarliestTimer(() => {
    repairMs = Math.min(MAX_REPAIR_MS, repairMs * 2);
    void repair();
  }, monotonic);
  const trimming = createEarliestTimer(() => void trim(), monotonic);

  async function tellDropped(gone: readonly SurveyRecord[]): Promise<void> {
    for (const record of gone) emit("dropped", { record, reason: "overflow" });
    if (gone.length) await memory.countDropped("overflow", gone.length);
  }

  async function trim(): Promise<void> {
    if (writable()) await tellDropped(await outbox.trim(now()));
  }

  /** Moves rows up that lie below the best backend: that may outlive the page where theirs does not. */
  async function raise(rows: ReadonlyMap<string, Row>, strays: readonly string[]): Promise<void> {
    for (const key of strays) {
      const row = rows.get(key);
      if (row && key !== LEASE_KEY && writable())
        await store.change(key, (known) => (known && known.rev >= row.rev ? known : row));
    }
  }

  async function makeRoom(rows: ReadonlyMap<string, Row>): Promise<void> {
    const oldest = (await outbox.list(rows)).filter(isUnanswered).slice(0, MAKE_ROOM_RECORDS);
    for (const record of oldest) await outbox.forget(record);
    await tellDropped(oldest);
  }

  /** The browser has thrown away a store that it found broken. */
  async function tellLost(): Promise<void> {
    await store.change(LOST_KEY, () => undefined);
    emit("error", { code: "storage", message: "The browser has lost what was stored on this device." });
    await memory.countDropped("lost", 1);
  }

  function watch(): void {
    if (store.resting()) repairing.in(repairMs);
    else repairMs = REPAIR_MS;
    if (outbox.crowded()) trimming.in(TRIM_MS);
  }

  async function repair(): Promise<void> {
    const strays: string[] = [];
    const rows = await store.entries((key) => strays.push(key));
    if (!writable()) return;
    await outbox.quarantineMalformed(rows);
    if (strays.length && isFull(store.trouble())) await makeRoom(rows);
    await raise(rows, strays);
    if (rows.has(LOST_KEY)) await tellLost();
    await trim();
    const waiting = await outbox.list();
    watch();
    if (waiting.length) found();
  }

  return {
    repair,
    watch,
    repairSoon: () => repairing.in(REPAIR_MS),
    stop() {
      repairing.stop();
      trimming.stop();
    },
  };
}

const isFull = (trouble: unknown) => trouble instanceof Error && trouble.name === "QuotaExceededError";
