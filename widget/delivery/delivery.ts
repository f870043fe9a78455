import type { Emitter } from "../loader/emitter.ts";
import type { Settings } from "../loader/settings.ts";
import type { Store } from "../loader/store/fallback-store.ts";
import type { SurveyRecord } from "../record/schema.ts";
import { createBatchSize } from "./batch-size.ts";
import { completeEdges, type DeliveryEdges } from "./edges.ts";
import { createEndpointMemory } from "./endpoint-memory.ts";
import { createExclusive } from "./exclusive.ts";
import { writeLast } from "./leave.ts";
import { createMend } from "./mend.ts";
import type { Outbox } from "./outbox.ts";
import { createOwnRecords, SETTLED_MS } from "./own-records.ts";
import { createPause } from "./pause.ts";
import { createPlan } from "./plan.ts";
import { createRuns } from "./runs.ts";
import { createSettle, type SentBatch } from "./settle.ts";
import { createStoreCare } from "./store-care.ts";
import { createTakeTurns } from "./take-turns.ts";
import { createTurn } from "./turn.ts";
import { judge, type Reply } from "./verdict.ts";

/** A survey that ended leaves after this; within 1 s by contract. */
const ENDED_MS = 300;

export type { DeliveryEdges };

/** Brings records from the outbox to the endpoint. */
export interface Delivery {
  /** Keeps a revision and plans its sending. */
  keep(record: SurveyRecord): Promise<void>;
  /** Forgets a record that shall not leave after all. */
  drop(record: SurveyRecord): Promise<void>;
  /** Tries now, back-off or not, unless the endpoint itself asked for patience. */
  flush(): Promise<{ delivered: number; pending: number }>;
  /** Looks for records of earlier pages and plans their sending. */
  resume(): Promise<void>;
  /** The page goes away: sends what this page has and the endpoint has not, without waiting for anything. */
  leave(): void;
  /** The page is frozen or kept for the way back: waits for no answer any more, so that other tabs have their turn. */
  putAside(): void;
  /** The page is back: what was on its way may never have arrived. */
  comeBack(): Promise<void>;
  /** How it stands with one record. */
  status(id: string): "sending" | "delivered" | "waiting";
  stop(): void;
}

/**
 * @param name - of the store; locks carry it, so that tabs do not send the same revision at the same time
 * @param allowed - whether consent lets anything leave
 * @param changed - called whenever what `status` says may have changed
 */
export function createDelivery(
  { endpoint, key }: Settings,
  name: string,
  store: Store,
  outbox: Outbox,
  { emit }: Emitter,
  allowed: () => boolean,
  changed: () => void,
  edges: DeliveryEdges = {},
): Delivery {
  const { now, random, monotonic, post, online, locks, openNotices } = completeEdges(edges);
  let stopped = false;
  let putAside = () => {};
  let reached = false;
  /** Revisions handed to a request that the page's hiding started, or that have arrived. */
  const leaving = new Map<string, number>();
  const arrived = new Map<string, number>();

  const writable = () => !stopped;
  const silent = () => stopped || !endpoint || !allowed();
  const own = createOwnRecords(monotonic, () => store.resting() && !store.durable());
  const notices = openNotices(name, (id, rev) => {
    own.done(id, rev);
    arrived.set(id, Math.max(rev, arrived.get(id) ?? 0));
    changed();
  });
  const memory = createEndpointMemory(store, now, writable);
  const plan = createPlan(() => void deliver(false), monotonic);
  const pause = createPause(memory, plan, now, online);
  const size = createBatchSize();
  const mend = createMend(store, outbox, memory, emit, now, writable);
  const care = createStoreCare(store, outbox, mend, resume, monotonic);
  const settle = createSettle({
    outbox,
    own,
    memory,
    size,
    notices,
    emit,
    random,
    writable,
    arrived: ({ id, rev }) => void arrived.set(id, rev),
  });

  /** An answer that nobody waits for any more. */
  async function settleLate(sent: SentBatch, reply: Reply): Promise<void> {
    const verdict = judge(reply);
    // The page has come back, or has not gone. What failed is planned like everything else.
    if (verdict.is === "accepted" || verdict.is === "judged") {
      const { pauseMs, asked } = await settle(sent, verdict);
      if (pauseMs) await pause.begin(pauseMs, asked);
    } else planSoon(ENDED_MS);
    changed();
  }

  const turn = createTurn({
    key,
    store,
    outbox,
    own,
    memory,
    pause,
    plan,
    size,
    settle,
    now,
    begins: changed,
    spoken: ({ id, rev }) => leaving.get(id) === rev || (arrived.get(id) ?? 0) >= rev,
    async post(body, sent) {
      const answer = post(endpoint ?? "", body);
      const aside = new Promise<undefined>((resolve) => {
        putAside = () => resolve(undefined);
      });
      const reply = await Promise.race([answer, aside]);
      if (!reply) void answer.then((late) => settleLate(sent, late));
      else if (reply.status !== 503) reached = true;
      return reply;
    },
  });
  const takeTurns = createTakeTurns(
    createExclusive(`${name}:deliver`, store, now, writable, locks),
    turn,
    { store, outbox, memory, plan },
    monotonic,
    silent,
  );

  function planSoon(waitMs: number): void {
    if (endpoint) plan.in(waitMs);
  }

  const deliver = createRuns(takeTurns, () => care.soon(), changed);

  async function resume(): Promise<void> {
    const waiting = await mend.all();
    care.watch();
    if (waiting) planSoon(0);
  }

  return {
    async keep(record) {
      own.note(record);
      await outbox.put(record);
      emit("saved", { record });
      if (record.state === "partial") planSoon(Math.min(SETTLED_MS, own.ripeIn(record) || ENDED_MS));
      else if (record.state !== "shown") planSoon(ENDED_MS);
      care.watch();
      changed();
    },
    drop(record) {
      own.done(record.id, record.rev);
      return outbox.forget(record);
    },
    async flush() {
      const delivered = await deliver(true);
      return { delivered, pending: (await outbox.list()).length };
    },
    resume,
    leave() {
      const records = own.all().filter(({ id, rev }) => leaving.get(id) !== rev);
      if (silent() || pause.quiet()) return;
      for (const { text, sent } of writeLast(records, key, own, now(), reached ? 2 : 1)) {
        for (const { id, rev } of sent.records) leaving.set(id, rev);
        void post(endpoint ?? "", text, true).then((reply) => {
          for (const { id, rev } of sent.records) if (leaving.get(id) === rev) leaving.delete(id);
          return settleLate(sent, reply);
        });
      }
    },
    putAside: () => putAside(),
    comeBack() {
      leaving.clear();
      putAside();
      return resume();
    },
    status(id) {
      if (!own.has(id)) return arrived.has(id) ? "delivered" : "sending";
      return !online() || pause.failing() ? "waiting" : "sending";
    },
    stop() {
      stopped = true;
      plan.stop();
      care.stop();
      notices.close();
    },
  };
}
