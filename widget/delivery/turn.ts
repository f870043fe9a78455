import type { Store } from "../loader/store/fallback-store.ts";
import type { SurveyRecord } from "../record/schema.ts";
import type { BatchSize } from "./batch-size.ts";
import { writeBatch } from "./body.ts";
import type { EndpointMemory, EndpointRow } from "./endpoint-memory.ts";
import { isBare, type Outbox } from "./outbox.ts";
import type { OwnRecords } from "./own-records.ts";
import type { Pause } from "./pause.ts";
import type { Plan } from "./plan.ts";
import type { SentBatch, Settled } from "./settle.ts";
import { judge, type Reply, type Verdict } from "./verdict.ts";

/** Another tab's notice of what it has delivered takes a moment to come. */
const NOTICE_MS = 50;

/** A request that failed after so long was too much for the connection: a time-out comes after 15 s. */
const SLOW_MS = 14_000;

/** What one turn came to. */
export interface Turn {
  delivered: number;
  /** Whether there may be more to send at once. */
  again: boolean;
}

export interface TurnNeeds {
  key: string | undefined;
  store: Store;
  outbox: Outbox;
  own: OwnRecords;
  memory: EndpointMemory;
  pause: Pause;
  plan: Plan;
  size: BatchSize;
  /** Whether a revision is on its way already, or has arrived. */
  spoken(record: SurveyRecord): boolean;
  /** Posts; resolves to nothing if the page was put aside meanwhile. */
  post(body: string, sent: SentBatch): Promise<Reply | undefined>;
  settle(sent: SentBatch, verdict: Verdict): Promise<Settled>;
  /** An attempt begins. */
  begins(): void;
  now: () => number;
}

/** What was there to send. */
interface Look {
  state: EndpointRow;
  kept: readonly SurveyRecord[];
}

/** Sends one batch, if there is one to send now; `first` of a run that sends batch after batch. */
export function createTurn(needs: TurnNeeds): (eager: boolean, first: boolean) => Promise<Turn> {
  const { key, store, outbox, own, memory, pause, plan, size, spoken, post, settle, begins, now } = needs;
  const nothing = { delivered: 0, again: false };
  let last: Look | undefined;

  /** This page's records that the store has lost, as when the browser's data was cleared; puts them back. */
  async function findLost(known: readonly SurveyRecord[]): Promise<SurveyRecord[]> {
    const ids = new Set(known.map(({ id }) => id));
    const isMissing = ({ id }: SurveyRecord) => !ids.has(id);
    if (!own.all().some(isMissing)) return [];
    await new Promise((resolve) => setTimeout(resolve, NOTICE_MS));
    const lost = own.all().filter(isMissing);
    for (const record of lost) await outbox.put(record);
    return lost;
  }

  /** What is there to send, newly read or, between batches that follow each other, as it was a moment ago. */
  async function look(first: boolean): Promise<Look> {
    if (!first && last && last.kept.some((record) => !spoken(record))) return last;
    const rows = await store.entries();
    const kept = await outbox.list(rows);
    return { state: memory.read(rows), kept: [...kept, ...(await findLost(kept))] };
  }

  return async (eager, first) => {
    const found = await look(first);
    const { state } = found;
    if (pause.holds(state, eager)) return nothing;
    const records = found.kept.filter((record) => !spoken(record));
    const ripe = records.filter((record) => eager || !own.ripeIn(record));
    if (!ripe.length) {
      size.recover();
      // What has changed since this was planned has its turn later.
      plan.in(Math.min(...records.map(own.ripeIn)));
      return nothing;
    }
    const rest = records.filter((record) => !ripe.includes(record) && isBare(record));
    const all = [...ripe, ...rest];
    const { failures, dropped } = state;
    const body = writeBatch(
      all,
      { key, attempt: failures + 1, dropped, sentAt: now() },
      own.ageMs,
      size.most(),
    );
    const sent = { records: all.slice(0, body.count), dropped, failures };
    // What it told of is told; should it fail, the store knows better at the next look.
    last = { state: { ...state, failures: 0, dropped: {} }, kept: records };
    pause.over();
    begins();
    const began = now();
    const reply = await post(body.text, sent);
    if (!reply) return nothing;
    const verdict = judge(reply);
    if (verdict.is === "failed" && now() - began > SLOW_MS) size.halve(body.count);
    const { delivered, pauseMs, asked } = await settle(sent, verdict);
    if (pauseMs) await pause.begin(pauseMs, asked);
    return { delivered, again: !pauseMs };
  };
}
