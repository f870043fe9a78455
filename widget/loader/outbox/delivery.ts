import type { SurveyRecord } from "../../record/schema.ts";
import type { Emitter } from "../emitter.ts";
import type { Settings } from "../settings.ts";
import { createBatchSize } from "./batch-size.ts";
import { createEndpointMemory } from "./endpoint-memory.ts";
import { createExclusive } from "./exclusive.ts";
import type { Store } from "./ladder.ts";
import { writeLast } from "./leave.ts";
import { createMend } from "./mend.ts";
import { createNotices } from "./notices.ts";
import type { Outbox } from "./outbox.ts";
import { createOwnRecords, SETTLED_MS } from "./own-records.ts";
import { createPause } from "./pause.ts";
import { createPlan } from "./plan.ts";
import { createPost, type Post } from "./post.ts";
import { createSettle, type SentBatch } from "./settle.ts";
import { createTakeTurns } from "./take-turns.ts";
import { createTurn } from "./turn.ts";
import { judge, type Reply } from "./verdict.ts";

/** A survey that ended leaves after this; within 1 s by contract. */
const ENDED_MS = 300;
/** A store with a rung that failed is looked at again after this, then ever more seldom. */
const MEND_MS = 16_000;
const SELDOM_MS = 600_000;
/** The bounds are held at most so often. */
const TRIM_MS = 1_000;

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

export interface DeliveryEdges {
  now?: () => number;
  random?: () => number;
  /** Milliseconds by a clock that nobody sets. */
  monotonic?: () => number;
  post?: Post;
  online?: () => boolean;
  locks?: LockManager | undefined;
  openNotices?: typeof createNotices | undefined;
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
  {
    now = Date.now,
    random = Math.random,
    monotonic = () => performance.now(),
    post = createPost(),
    online = () => navigator.onLine !== false,
    locks = (navigator as { locks?: LockManager }).locks,
    openNotices = createNotices,
  }: DeliveryEdges = {},
): Delivery {
  let stopped = false;
  let running: Promise<number> | undefined;
  let runningEager = false;
  let putAside = () => {};
  let reached = false;
  let mendMs = MEND_MS;
  /** Revisions handed to a request that the page's hiding started, or that have arrived. */
  const leaving = new Map<string, number>();
  const arrived = new Map<string, number>();

  const writable = () => !stopped;
  const silent = () => stopped || !endpoint || !allowed();
  const own = createOwnRecords(monotonic, () => store.resting() && !store.durable());
  const notices = openNotices(name, (id, rev) => {
    own.done(id, rev);
    changed();
  });
  const memory = createEndpointMemory(store, now, writable);
  const plan = createPlan(() => void deliver(false), monotonic);
  const mending = createPlan(() => {
    mendMs = Math.min(SELDOM_MS, mendMs * 2);
    void resume();
  }, monotonic);
  const trimming = createPlan(() => void mend.trim(), monotonic);
  const pause = createPause(memory, plan, now, online);
  const size = createBatchSize();
  const mend = createMend(store, outbox, memory, emit, now, writable);
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

  async function deliver(eager: boolean): Promise<number> {
    if (running) {
      const delivered = await running;
      // What is asked for now must not end with a run that found it was too early.
      return eager && !runningEager ? delivered + (await deliver(true)) : delivered;
    }
    runningEager = eager;
    const mine = takeTurns(eager).catch(() => {
      // Something lies in the store that nobody has foreseen.
      mending.in(MEND_MS);
      return 0;
    });
    running = mine;
    const delivered = await mine;
    if (running === mine) running = undefined;
    changed();
    return delivered;
  }

  function watchStore(): void {
    if (store.resting()) mending.in(mendMs);
    else mendMs = MEND_MS;
  }

  async function resume(): Promise<void> {
    const waiting = await mend.all();
    watchStore();
    if (waiting) planSoon(0);
  }

  return {
    async keep(record) {
      own.note(record);
      await outbox.put(record);
      emit("saved", { record });
      if (record.state === "partial") planSoon(Math.min(SETTLED_MS, own.ripeIn(record) || ENDED_MS));
      else if (record.state !== "shown") planSoon(ENDED_MS);
      if (outbox.crowded()) trimming.in(TRIM_MS);
      watchStore();
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
    status: (id) => (!own.has(id) ? "delivered" : !online() || pause.failing() ? "waiting" : "sending"),
    stop() {
      stopped = true;
      for (const one of [plan, mending, trimming]) one.stop();
      notices.close();
    },
  };
}
