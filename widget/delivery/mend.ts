import type { Emitter } from "../loader/emitter.ts";
import type { Store } from "../loader/store/fallback-store.ts";
import { LEASE, LOST, type Row } from "../loader/store/row.ts";
import type { SurveyRecord } from "../record/schema.ts";
import type { EndpointMemory } from "./endpoint-memory.ts";
import { isBare, type Outbox } from "./outbox.ts";
import { sweepJunk } from "./quarantine.ts";

/** So many bare showings make room for an answer where the browser gives no more of it. */
const MAKE_ROOM = 20;

/** Puts the store in order: at the start of a page, and whenever a rung may work again. */
export interface Mend {
  /** @returns whether records wait to be sent */
  all(): Promise<boolean>;
  /** Holds the bounds. */
  trim(): Promise<void>;
}

export function createMend(
  store: Store,
  outbox: Outbox,
  memory: EndpointMemory,
  emit: Emitter["emit"],
  now: () => number,
  writable: () => boolean,
): Mend {
  async function tellDropped(gone: readonly SurveyRecord[]): Promise<void> {
    for (const record of gone) emit("dropped", { record, reason: "overflow" });
    if (gone.length) await memory.countDropped("overflow", gone.length);
  }

  /** Moves rows up that lie below the best rung, since that may outlive the page where they lie does not. */
  async function raise(rows: ReadonlyMap<string, Row>, strays: readonly string[]): Promise<void> {
    for (const key of strays) {
      const row = rows.get(key);
      if (row && key !== LEASE && writable())
        await store.change(key, (known) => (known && known.rev >= row.rev ? known : row));
    }
  }

  async function makeRoom(rows: ReadonlyMap<string, Row>): Promise<void> {
    const bare = (await outbox.list(rows)).filter(isBare).slice(0, MAKE_ROOM);
    for (const record of bare) await outbox.forget(record);
    await tellDropped(bare);
  }

  /** The browser has thrown away a store that it found broken. */
  async function tellLost(): Promise<void> {
    await store.change(LOST, () => undefined);
    emit("error", { code: "storage", message: "The browser has lost what was stored on this device." });
    await memory.countDropped("lost", 1);
  }

  async function trim(): Promise<void> {
    if (writable()) await tellDropped(await outbox.trim(now()));
  }

  return {
    async all() {
      const strays: string[] = [];
      const rows = await store.entries((key) => strays.push(key));
      if (!writable()) return false;
      await sweepJunk(store, rows);
      if (strays.length && isFull(store.trouble())) await makeRoom(rows);
      await raise(rows, strays);
      if (rows.has(LOST)) await tellLost();
      await trim();
      return (await outbox.list()).length > 0;
    },
    trim,
  };
}

const isFull = (trouble: unknown) => trouble instanceof Error && trouble.name === "QuotaExceededError";
