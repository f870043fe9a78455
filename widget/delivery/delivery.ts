import type { Emitter } from "../loader/emitter.ts";
import type { Settings } from "../loader/settings.ts";
import type { Store } from "../loader/store/fallback-store.ts";
import type { PageRecords } from "../loader/store/page-records.ts";
import type { SurveyRecord } from "../record/schema.ts";
import { createBatchSize, type SentBatch, writePageHideBatches } from "./batch.ts";
import { createDeliveryLoop, createSingleSender } from "./delivery-loop.ts";
import { createEndpointMemory } from "./endpoint-memory.ts";
import { createMaintenance } from "./maintenance.ts";
import { createOutbox } from "./outbox.ts";
import { type Post, type Reply, readReply } from "./reply.ts";
import { createEarliestTimer, createPause } from "./schedule.ts";
import { createSendBatch } from "./send-batch.ts";
import { createSettle } from "./settle-batch.ts";

/** A survey that ended leaves after this; within 1 s by contract. */
const ENDED_MS = 300;
/** A partial answer leaves after this without change. */
const UNCHANGED_MS = 10_000;

/** Tells the other tabs which revisions have arrived, so that the tabs that made them need not send them again. */
export interface Notices {
  tell(records: readonly SurveyRecord[]): void;
  close(): void;
}

/** What delivery uses of the browser. */
export interface DeliveryDependencies {
  /** Milliseconds since 1970. */
  now(): number;
  /** From 0 (inclusive) to 1 (exclusive). */
  random(): number;
  /** Milliseconds by a clock that is never set. */
  monotonic(): number;
  post: Post;
  /** Whether there may be a connection. */
  online(): boolean;
  /** Missing on plain http, and before Safari 15.4. */
  locks: LockManager | undefined;
  /**
   * @param name - of the store
   * @param heard - called with what another tab has brought
   */
  openNotices(name: string, heard: (id: string, rev: number) => void): Notices;
  /** Makes a random id, unlike those of all other tabs. */
  makeIdentifier(): string;
}

/** How deliveries are set up. */
export interface DeliveryOptions {
  settings: Pick<Settings, "endpoint" | "key">;
  /** Of the store; locks carry it, so that tabs do not send the same revision at the same time. */
  name: string;
  store: Store;
  records: PageRecords;
  emitter: Pick<Emitter, "emit">;
  /** Whether consent lets anything leave. */
  allowed(): boolean;
  /** Called whenever what `status` says may have changed. */
  changed(): void;
}

/** Brings records from the device's store to the endpoint. */
export interface Delivery {
  /** A revision has just been put into the store and noted among the page's records: plans its sending. */
  kept(record: SurveyRecord): void;
  /** Forgets a record that shall not leave after all. */
  drop(record: SurveyRecord): Promise<void>;
  /** Tries now, back-off or not, unless the endpoint itself asked for a wait. */
  flush(): Promise<{ delivered: number; pending: number }>;
  /** Repairs the store, looks for records of earlier pages and plans their sending. */
  resume(): Promise<void>;
  /** How the delivery of one record stands. */
  status(id: string): "sending" | "delivered" | "waiting";
  stop(): void;
}

/** Delivery as the page's own events steer it. */
export interface PageDelivery extends Delivery {
  /** The page hides: sends what this page has and the endpoint has not, without waiting for anything. */
  hide(): void;
  /** The page stands still: waits for no reply any more, so that other tabs can send. */
  suspend(): void;
  /** The page is back: what was on its way may never have arrived. */
  wake(): Promise<void>;
}

/** Begins to deliver what this page has noted so far; `resume` adds what earlier pages left. */
export function createDelivery(
  { settings: { endpoint, key }, name, store, records, emitter: { emit }, allowed, changed }: DeliveryOptions,
  { now, random, monotonic, post, online, locks, openNotices, makeIdentifier }: DeliveryDependencies,
): PageDelivery {
  let stopped = false;
  let suspend = () => {};
  /** Whether the endpoint has answered on this page; else the page's policy may block it. */
  let reached = false;
  /** Revisions handed to a request at page hide, and revisions that need no more sending, by id. */
  const leaving = new Map<string, number>();
  const arrived = new Map<string, number>();

  const writable = () => !stopped;
  const isOver = () => stopped || !endpoint || !allowed();
  const outbox = createOutbox(store);
  const notices = openNotices(name, (id, rev) => {
    records.done(id, rev);
    arrived.set(id, Math.max(rev, arrived.get(id) ?? 0));
    changed();
  });
  const memory = createEndpointMemory(store, now, writable);
  const timer = createEarliestTimer(() => void deliver(false), monotonic);
  const pause = createPause(memory, timer, now, online);
  const size = createBatchSize();
  const maintenance = createMaintenance({
    store,
    outbox,
    memory,
    emit,
    now,
    monotonic,
    writable,
    found: () => planSending(0),
  });
  const settle = createSettle({
    records,
    outbox,
    memory,
    size,
    emit,
    random,
    writable,
    arrived(taken) {
      notices.tell(taken);
      for (const { id, rev } of taken) arrived.set(id, rev);
    },
    refused: ({ id, rev }) => void arrived.set(id, rev),
  });
  const deliver = createDeliveryLoop({
    store,
    outbox,
    memory,
    timer,
    monotonic,
    alone: createSingleSender({ name: `${name}:deliver`, store, locks, makeIdentifier, now, writable }),
    sendBatch: createSendBatch({
      key,
      store,
      records,
      outbox,
      memory,
      pause,
      timer,
      size,
      settle,
      now,
      dueIn,
      begins: changed,
      isSent: ({ id, rev }) => leaving.get(id) === rev || (arrived.get(id) ?? 0) >= rev,
      post: postUntilSuspended,
    }),
    isOver,
    failed: maintenance.repairSoon,
    ended: changed,
  });

  async function postUntilSuspended(body: string, sent: SentBatch): Promise<Reply | undefined> {
    const answer = post(endpoint ?? "", body);
    const suspended = new Promise<undefined>((resolve) => {
      suspend = () => resolve(undefined);
    });
    const reply = await Promise.race([answer, suspended]);
    if (!reply) void answer.then((late) => settleLate(sent, late));
    else if (reply.status !== 503) reached = true;
    return reply;
  }

  /** Acts on a reply that comes when no delivery waits for it any more. */
  async function settleLate(sent: SentBatch, reply: Reply): Promise<void> {
    const meaning = readReply(reply);
    // The page has come back, or has not gone. What failed is planned like everything else.
    if (meaning.is === "accepted" || meaning.is === "itemized") {
      const { pauseMs, asked } = await settle(sent, meaning);
      if (pauseMs) await pause.begin(pauseMs, asked);
    } else planSending(ENDED_MS);
    changed();
  }

  function planSending(waitMs: number): void {
    if (endpoint) timer.in(waitMs);
  }

  /** How long a record still waits: one that is being answered a while, a showing without answers endlessly. */
  function dueIn({ id, state }: SurveyRecord): number {
    if (!records.has(id)) return 0;
    if (state === "shown") return Number.POSITIVE_INFINITY;
    // Nothing may wait where nothing outlives the page.
    if (state !== "partial" || (store.resting() && !store.durable())) return 0;
    return Math.max(0, UNCHANGED_MS - records.unchangedMs(id));
  }

  function plan(record: SurveyRecord): void {
    if (record.state === "partial") planSending(dueIn(record) || ENDED_MS);
    else if (record.state !== "shown") planSending(ENDED_MS);
  }

  records.all().forEach(plan);

  return {
    kept(record) {
      outbox.count(record);
      plan(record);
      maintenance.watch();
      changed();
    },
    drop(record) {
      records.done(record.id, record.rev);
      return outbox.forget(record);
    },
    async flush() {
      const delivered = await deliver(true);
      return { delivered, pending: (await outbox.list()).length };
    },
    resume: maintenance.repair,
    hide() {
      if (isOver() || pause.asked()) return;
      const unsent = records.all().filter(({ id, rev }) => leaving.get(id) !== rev);
      const frame = { key, attempt: 1, dropped: {}, sentAt: now(), ageMs: records.ageMs };
      for (const { text, sent } of writePageHideBatches(unsent, frame, reached)) {
        for (const { id, rev } of sent.records) leaving.set(id, rev);
        void post(endpoint ?? "", text, true).then((reply) => {
          for (const { id, rev } of sent.records) if (leaving.get(id) === rev) leaving.delete(id);
          return settleLate(sent, reply);
        });
      }
    },
    suspend: () => suspend(),
    wake() {
      leaving.clear();
      suspend();
      return maintenance.repair();
    },
    status(id) {
      if (!records.has(id)) return arrived.has(id) ? "delivered" : "sending";
      return !online() || pause.failing() ? "waiting" : "sending";
    },
    stop() {
      stopped = true;
      timer.stop();
      maintenance.stop();
      notices.close();
    },
  };
}
