import type { SurveyRecord } from "../../record/schema.ts";
import type { Emitter } from "../emitter.ts";
import type { Settings } from "../settings.ts";
import { backoffMs, LONGEST_WAIT_MS } from "./backoff.ts";
import { BATCH_RECORDS, byteLength, fillBatch } from "./batch.ts";
import type { Store } from "./ladder.ts";
import { isBare, type Outbox } from "./outbox.ts";
import { createPost, type Post } from "./post.ts";
import type { Row } from "./row.ts";
import { judge, type RecordVerdict } from "./verdict.ts";

/** A survey that ended leaves after this; within 1 s by contract. */
const ENDED_MS = 300;
/** A partial answer without change leaves after this. */
const SETTLED_MS = 10_000;

/** What all tabs know of the endpoint. */
interface EndpointRow extends Row {
  /** Failures in a row. */
  failures: number;
  /** No attempt before this time, in milliseconds since 1970. */
  until: number;
  /** Whether `until` is the endpoint's own wish, which a new connection does not overrule. */
  asked: boolean;
  /** Records given up since the last batch that arrived, by reason. */
  dropped: Record<string, number>;
}
const ENDPOINT = "e";

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
    post: send = createPost(),
    online = () => navigator.onLine !== false,
  }: DeliveryEdges = {},
): Delivery {
  /** This page's records that are not yet acknowledged: page hide has no time to ask the store. */
  const mine = new Map<string, SurveyRecord>();
  const changedAt = new Map<string, number>();
  const shownAt = new Map<string, number>();
  /** Revisions handed to a request that the page's hiding started. */
  const leaving = new Map<string, number>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let due = Number.POSITIVE_INFINITY;
  let running: Promise<number> | undefined;
  let failing = false;
  let stopped = false;
  let most = BATCH_RECORDS;
  /** The endpoint asked to be left alone until then. */
  let quietUntil = 0;

  const ageMs = (id: string) => {
    const shown = shownAt.get(id);
    return shown === undefined ? undefined : monotonic() - shown;
  };

  function plan(waitMs: number): void {
    const at = now() + waitMs;
    if (stopped || !endpoint || at >= due) return;
    clearTimeout(timer);
    due = at;
    timer = setTimeout(() => {
      due = Number.POSITIVE_INFINITY;
      void deliver(false);
    }, waitMs);
  }

  async function readEndpoint(): Promise<EndpointRow> {
    const row = (await store.entries()).get(ENDPOINT) as Partial<EndpointRow> | undefined;
    const { rev = 0, failures = 0, until = 0, asked = false, dropped = {} } = row ?? {};
    // A clock that was set back must not silence the widget.
    return { rev, failures, until: Math.min(until, now() + LONGEST_WAIT_MS), asked, dropped };
  }

  async function writeEndpoint(change: Partial<EndpointRow>): Promise<void> {
    // An answer that comes after consent was withdrawn must not put anything back on the device.
    if (stopped) return;
    const known = await readEndpoint();
    await store.change<EndpointRow>(ENDPOINT, () => ({ ...known, ...change, rev: known.rev + 1 }));
  }

  /** How long a record waits: one that is being answered a while, a showing that nobody has answered endlessly. */
  const ripeIn = ({ id, state }: SurveyRecord) => {
    if (!mine.has(id)) return 0;
    if (state === "shown") return Number.POSITIVE_INFINITY;
    return state === "partial" ? Math.max(0, (changedAt.get(id) ?? 0) + SETTLED_MS - now()) : 0;
  };

  async function deliver(eager: boolean): Promise<number> {
    if (running) return running;
    running = run(eager).catch(() => 0);
    const delivered = await running;
    running = undefined;
    changed();
    return delivered;
  }

  async function run(eager: boolean): Promise<number> {
    const work = () => sendAll(eager);
    const locks = (navigator as { locks?: LockManager }).locks;
    if (!locks) return work();
    let begun = false;
    return locks
      .request(`${name}:deliver`, () => {
        begun = true;
        return work();
      })
      .catch((error: unknown) => {
        // Sandboxed frames have locks that refuse.
        if (begun) throw error;
        return work();
      });
  }

  async function sendAll(eager: boolean): Promise<number> {
    let delivered = 0;
    for (;;) {
      if (stopped || !endpoint || !allowed()) return delivered;
      const state = await readEndpoint();
      const wait = state.until - now();
      if (wait > 0 && (state.asked || !eager)) {
        failing = true;
        if (state.asked) quietUntil = state.until;
        plan(wait);
        return delivered;
      }
      const records = (await outbox.list()).filter((record) => leaving.get(record.id) !== record.rev);
      const ripe = records.filter((record) => eager || !ripeIn(record));
      if (!ripe.length) {
        // What has changed since this was planned has its turn later.
        plan(Math.min(...records.map(ripeIn)));
        return delivered;
      }
      const rest = records.filter((record) => !ripe.includes(record) && isBare(record));
      const body = makeBody([...ripe, ...rest], state);
      failing = false;
      changed();
      const sent = [...ripe, ...rest].slice(0, body.count);
      const step = await settle(sent, judge(await send(endpoint, body.text)), state);
      delivered += step.delivered;
      if (!step.again) return delivered;
    }
  }

  function makeBody(records: readonly SurveyRecord[], state: EndpointRow) {
    const frame = {
      v: 1,
      ...(key ? { key } : {}),
      widget: __VERSION__,
      sentAt: new Date(now()).toISOString(),
      attempt: state.failures + 1,
      dropped: { overflow: 0, ...state.dropped },
    };
    const batch = fillBatch(records, ageMs, byteLength(JSON.stringify(frame)) + 20, most);
    return { text: JSON.stringify({ ...frame, records: batch }), count: batch.length };
  }

  /** Acts on an answer; says how many records arrived and whether to go on at once. */
  async function settle(
    sent: readonly SurveyRecord[],
    verdict: ReturnType<typeof judge>,
    state: EndpointRow,
  ): Promise<{ delivered: number; again: boolean }> {
    const stay = { delivered: 0, again: false };
    if (verdict.is === "strange") {
      emit("error", { code: "endpoint", message: "The endpoint gave an answer that no batch expects." });
      await pause(state, LONGEST_WAIT_MS, true);
      return stay;
    }
    if (verdict.is === "failed") {
      await pause(state, backoffMs(state.failures, verdict.waitMs, random), verdict.waitMs > 0);
      return stay;
    }
    if (verdict.is === "split") {
      const [only] = sent;
      if (sent.length > 1 || !only) most = Math.ceil(sent.length / 2);
      else {
        most = BATCH_RECORDS;
        await refuse(only, { code: verdict.reason });
      }
      return { delivered: 0, again: true };
    }
    let delivered = 0;
    let waitMs = verdict.is === "judged" ? verdict.waitMs : 0;
    let kept = 0;
    for (const record of sent) {
      const result: RecordVerdict | undefined =
        verdict.is === "accepted" ? { status: "stored" } : verdict.results[record.id];
      if (result?.status === "stored" || result?.status === "duplicate") {
        await acknowledge(record);
        delivered++;
      } else if (result?.status === "invalid") await refuse(record, result);
      else {
        kept++;
        waitMs = Math.max(waitMs, result?.retryAfterMs ?? 0);
      }
    }
    if (kept) await pause(state, backoffMs(state.failures, waitMs, random), waitMs > 0, {});
    else if (state.failures || state.until || Object.keys(state.dropped).length)
      await writeEndpoint({ failures: 0, until: 0, asked: false, dropped: {} });
    return { delivered, again: !kept };
  }

  async function pause(
    { failures, dropped }: EndpointRow,
    waitMs: number,
    asked: boolean,
    untold = dropped,
  ): Promise<void> {
    failing = true;
    const until = now() + waitMs;
    if (asked) quietUntil = until;
    await writeEndpoint({
      failures: failures + 1,
      until,
      asked,
      ...(untold === dropped ? {} : { dropped: untold }),
    });
    plan(waitMs);
  }

  async function acknowledge(record: SurveyRecord): Promise<void> {
    if ((mine.get(record.id)?.rev ?? 0) <= record.rev) mine.delete(record.id);
    await outbox.forget(record);
    emit("delivered", { record });
  }

  async function refuse(record: SurveyRecord, { code, message }: RecordVerdict): Promise<void> {
    if (stopped) return;
    mine.delete(record.id);
    await outbox.quarantine(record, String(code ?? "invalid"));
    emit("rejected", { record, code, message });
  }

  return {
    async keep(record) {
      if (!shownAt.has(record.id)) shownAt.set(record.id, monotonic());
      mine.set(record.id, record);
      changedAt.set(record.id, now());
      await outbox.put(record);
      emit("saved", { record });
      if (record.state === "partial") plan(SETTLED_MS);
      else if (record.state !== "shown") plan(ENDED_MS);
      changed();
    },
    drop(record) {
      mine.delete(record.id);
      return outbox.forget(record);
    },
    async flush() {
      const delivered = await deliver(true);
      return { delivered, pending: (await outbox.list()).length };
    },
    async resume() {
      const gone = await outbox.trim(now());
      for (const record of gone) emit("dropped", { record, reason: "overflow" });
      if (gone.length) {
        const { dropped } = await readEndpoint();
        await writeEndpoint({ dropped: { ...dropped, overflow: (dropped.overflow ?? 0) + gone.length } });
      }
      if ((await outbox.list()).length) plan(0);
    },
    leave() {
      const records = [...mine.values()].filter((record) => leaving.get(record.id) !== record.rev);
      if (stopped || !endpoint || !allowed() || !records.length || now() < quietUntil) return;
      const fresh = { rev: 0, failures: 0, until: 0, asked: false, dropped: {} };
      const body = makeBody(records, fresh);
      const sent = records.slice(0, body.count);
      for (const record of sent) leaving.set(record.id, record.rev);
      void send(endpoint, body.text, true).then(async (reply) => {
        for (const record of sent) leaving.delete(record.id);
        const verdict = judge(reply);
        // The page has come back, or has not gone. What failed is planned like everything else.
        if (verdict.is === "accepted" || verdict.is === "judged") await settle(sent, verdict, fresh);
        else plan(ENDED_MS);
        changed();
      });
    },
    status: (id) => (!mine.has(id) ? "delivered" : !online() || failing ? "waiting" : "sending"),
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
