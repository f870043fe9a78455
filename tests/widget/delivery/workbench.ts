import { vi } from "vitest";
import { createDelivery, type DeliveryEdges } from "../../../widget/delivery/delivery.ts";
import { createOutbox } from "../../../widget/delivery/outbox.ts";
import type { Reply } from "../../../widget/delivery/verdict.ts";
import { createEmitter, EVENTS } from "../../../widget/loader/emitter.ts";
import type { Settings } from "../../../widget/loader/settings.ts";
import { createLadder, type Store } from "../../../widget/loader/store/fallback-store.ts";
import { memoryRung } from "../../../widget/loader/store/memory.ts";
import { QUARANTINE } from "../../../widget/loader/store/row.ts";
import { Batch } from "../../../widget/record/schema.ts";

/** What an endpoint does with a batch. */
export type Endpoint = (batch: Batch, body: string) => Reply | Promise<Reply>;

export const reply = (status: number, body: unknown = "", parts: Partial<Reply> = {}): Reply => ({
  status,
  type: "application/json",
  body: typeof body === "string" ? body : JSON.stringify(body),
  retryAfterMs: 0,
  ...parts,
});

/** Says the same of every record, or of each what `of` says. */
export const results =
  (of: string | ((id: string) => object | undefined)): Endpoint =>
  ({ records }) => {
    const said = records.map(({ id }) => [id, typeof of === "string" ? { status: of } : of(id)]);
    return reply(200, { serverTime: "2026-11-22T00:00:00.000Z", results: Object.fromEntries(said) });
  };

export const STORED = results("stored");

export interface Sent {
  at: number;
  keepalive: boolean;
  body: string;
  batch: Batch;
}

/** A page's delivery over a real outbox, with a made-up endpoint and the fake clock of the test. */
export function aPage({
  store = createLadder([memoryRung()]),
  endpoint = STORED,
  settings = {},
  random = () => 0,
  locks,
  openNotices = () => ({ tell() {}, close() {} }),
}: {
  store?: Store;
  endpoint?: Endpoint;
  settings?: Settings;
  random?: () => number;
  locks?: LockManager;
  openNotices?: DeliveryEdges["openNotices"];
} = {}) {
  const sent: Sent[] = [];
  const events: [string, unknown][] = [];
  const state = { endpoint, online: true, allowed: true, changes: 0 };
  const emitter = createEmitter();
  for (const event of EVENTS) emitter.on(event, (detail) => events.push([event, detail]));
  const outbox = createOutbox(store);
  const delivery = createDelivery(
    { endpoint: "https://collect.example/v1/batches", key: "pk_shop", ...settings },
    "askling-test",
    store,
    outbox,
    emitter,
    () => state.allowed,
    () => void state.changes++,
    {
      random,
      locks,
      openNotices,
      monotonic: () => Date.now(),
      online: () => state.online,
      async post(_address, body, keepalive = false) {
        // As strict as the collector: what does not parse is a fault of the widget.
        const batch = Batch.parse(JSON.parse(body));
        sent.push({ at: Date.now(), keepalive, body, batch });
        return state.endpoint(batch, body);
      },
    },
  );
  const keysOf = async (prefix: string) =>
    [...(await store.entries()).keys()]
      .filter((key) => key.startsWith(prefix))
      .map((key) => key.slice(prefix.length));
  return {
    store,
    outbox,
    delivery,
    sent,
    state,
    events,
    /** Details of one event, in order. */
    heard: (event: string) => events.filter(([name]) => name === event).map(([, detail]) => detail),
    /** Ids of each batch, with their revisions. */
    batches: () => sent.map(({ batch }) => batch.records.map(({ id, rev }) => `${id}.${rev}`)),
    pending: async () => (await outbox.list()).map(({ id, rev }) => `${id}.${rev}`),
    quarantined: () => keysOf(QUARANTINE),
    /** Lets time pass. */
    pass: (ms: number) => vi.advanceTimersByTimeAsync(ms),
  };
}
