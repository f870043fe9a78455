import { vi } from "vitest";
import { createDelivery, type DeliveryDependencies } from "../../../widget/delivery/delivery.ts";
import { createOutbox } from "../../../widget/delivery/outbox.ts";
import type { Reply } from "../../../widget/delivery/reply.ts";
import { createEmitter, EVENTS } from "../../../widget/loader/emitter.ts";
import { makeIdentifier } from "../../../widget/loader/identifier.ts";
import type { Settings } from "../../../widget/loader/settings.ts";
import { createFallbackStore, type Store } from "../../../widget/loader/store/fallback-store.ts";
import { createPageRecords, type PageRecords } from "../../../widget/loader/store/page-records.ts";
import { putRecord, QUARANTINE_KEY } from "../../../widget/loader/store/record-rows.ts";
import { memoryBackend } from "../../../widget/loader/store/storage-backends.ts";
import { Batch, type SurveyRecord } from "../../../widget/record/schema.ts";

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
  store = createFallbackStore([memoryBackend()]),
  endpoint = STORED,
  settings = {},
  random = () => 0,
  locks,
  openNotices = () => ({ tell() {}, close() {} }),
  records = createPageRecords(() => Date.now()),
}: {
  store?: Store;
  endpoint?: Endpoint;
  settings?: Settings;
  random?: () => number;
  locks?: LockManager;
  openNotices?: DeliveryDependencies["openNotices"];
  /** What the page has noted before delivery is there. */
  records?: PageRecords;
} = {}) {
  const sent: Sent[] = [];
  const events: [string, unknown][] = [];
  const state = { endpoint, online: true, allowed: true, changes: 0 };
  const emitter = createEmitter();
  for (const event of EVENTS) emitter.on(event, (detail) => events.push([event, detail]));
  const outbox = createOutbox(store);
  const delivery = createDelivery(
    {
      settings: { endpoint: "https://collect.example/v1/batches", key: "pk_shop", ...settings },
      name: "askling-test",
      store,
      records,
      emitter,
      allowed: () => state.allowed,
      changed: () => void state.changes++,
    },
    {
      now: () => Date.now(),
      random,
      locks,
      openNotices,
      makeIdentifier,
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
    records,
    delivery,
    /** Puts a record into the store, as another page has done. */
    put: (record: SurveyRecord) => putRecord(store, record),
    /** Keeps a record as a page does that shows prompts. */
    async keep(record: SurveyRecord) {
      records.note(record);
      await putRecord(store, record);
      delivery.kept(record);
    },
    sent,
    state,
    events,
    /** Details of one event, in order. */
    heard: (event: string) => events.filter(([name]) => name === event).map(([, detail]) => detail),
    /** Ids of each batch, with their revisions. */
    batches: () => sent.map(({ batch }) => batch.records.map(({ id, rev }) => `${id}.${rev}`)),
    pending: async () => (await outbox.list()).map(({ id, rev }) => `${id}.${rev}`),
    quarantined: () => keysOf(QUARANTINE_KEY),
    /** Lets time pass. */
    pass: (ms: number) => vi.advanceTimersByTimeAsync(ms),
  };
}
