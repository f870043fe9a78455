import type { Store } from "../loader/store/fallback-store.ts";
import type { PageRecords } from "../loader/store/page-records.ts";
import { isUnanswered, putRecord } from "../loader/store/record-rows.ts";
import type { SurveyRecord } from "../record/schema.ts";
import { type BatchSize, type SentBatch, writeBatch } from "./batch.ts";
import type { EndpointMemory, EndpointRow } from "./endpoint-memory.ts";
import type { Outbox } from "./outbox.ts";
import { type Reply, type ReplyMeaning, readReply } from "./reply.ts";
import type { EarliestTimer, Pause } from "./schedule.ts";
import type { Settled } from "./settle-batch.ts";

/** Another tab's notice of what it has delivered takes a moment to come. */
const NOTICE_MS = 50;
/** A request that failed after so long was too much for the connection: a time-out comes after 15 s. */
const SLOW_REQUEST_MS = 14_000;

/** What came of sending one batch. */
export interface SendResult {
  delivered: number;
  /** Whether there may be more to send at once. */
  again: boolean;
}

export interface SendBatchOptions {
  key: string | undefined;
  store: Store;
  records: PageRecords;
  outbox: Outbox;
  memory: EndpointMemory;
  pause: Pause;
  timer: EarliestTimer;
  size: BatchSize;
  /** Milliseconds that a record still waits before a batch leaves for its sake. */
  dueIn(record: SurveyRecord): number;
  /** Whether a revision is on its way already, or has arrived. */
  isSent(record: SurveyRecord): boolean;
  /** Posts; resolves to nothing if the page was suspended meanwhile. */
  post(body: string, sent: SentBatch): Promise<Reply | undefined>;
  settle(sent: SentBatch, meaning: ReplyMeaning): Promise<Settled>;
  /** An attempt begins. */
  begins(): void;
  now(): number;
}

/** What there is to send. */
interface Backlog {
  endpoint: EndpointRow;
  records: readonly SurveyRecord[];
}

/** Makes what sends one batch, if there is one to send now. */
export function createSendBatch(
  options: SendBatchOptions,
): (eager: boolean, first: boolean) => Promise<SendResult> {
  const { key, store, outbox, memory, pause, timer, size, dueIn, isSent, post, settle, begins, now } =
    options;
  const nothing = { delivered: 0, again: false };
  let last: Backlog | undefined;

  /** This page's records that the store has lost, as when the browser's data was cleared; puts them back. */
  async function restoreLost(known: readonly SurveyRecord[]): Promise<SurveyRecord[]> {
    const ids = new Set(known.map(({ id }) => id));
    const isMissing = ({ id }: SurveyRecord) => !ids.has(id);
    if (!options.records.all().some(isMissing)) return [];
    await new Promise((resolve) => setTimeout(resolve, NOTICE_MS));
    const lost = options.records.all().filter(isMissing);
    for (const record of lost) await putRecord(store, record);
    return lost;
  }

  /** Newly read or, between batches that follow each other, what was left a moment ago. */
  async function readBacklog(first: boolean): Promise<Backlog> {
    if (!first && last && last.records.some((record) => !isSent(record))) return last;
    const rows = await store.entries();
    const records = await outbox.list(rows);
    return { endpoint: memory.read(rows), records: [...records, ...(await restoreLost(records))] };
  }

  return async (eager, first) => {
    const backlog = await readBacklog(first);
    const { endpoint } = backlog;
    if (pause.holds(endpoint, eager)) return nothing;
    const unsent = backlog.records.filter((record) => !isSent(record));
    const due = unsent.filter((record) => eager || !dueIn(record));
    if (!due.length) {
      size.reset();
      // What has changed since this was planned is sent later.
      timer.in(Math.min(...unsent.map(dueIn)));
      return nothing;
    }
    const besides = unsent.filter((record) => !due.includes(record) && isUnanswered(record));
    const all = [...due, ...besides];
    const { failures, dropped } = endpoint;
    const { ageMs } = options.records;
    const body = writeBatch(all, { key, attempt: failures + 1, dropped, sentAt: now(), ageMs }, size.max());
    const sent = { records: all.slice(0, body.count), dropped, failures };
    // What it told of is told; should it fail, the store knows better at the next reading.
    last = { endpoint: { ...endpoint, failures: 0, dropped: {} }, records: unsent };
    pause.end();
    begins();
    const began = now();
    const reply = await post(body.text, sent);
    if (!reply) return nothing;
    const meaning = readReply(reply);
    if (meaning.is === "failed" && now() - began > SLOW_REQUEST_MS) size.halve(body.count);
    const { delivered, pauseMs, asked } = await settle(sent, meaning);
    if (pauseMs) await pause.begin(pauseMs, asked);
    return { delivered, again: !pauseMs };
  };
}
