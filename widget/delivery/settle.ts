import type { Emitter } from "../loader/emitter.ts";
import type { SurveyRecord } from "../record/schema.ts";
import { backoffMs, LONGEST_WAIT_MS } from "./backoff.ts";
import type { BatchSize } from "./batch-size.ts";
import { type EndpointMemory, withoutTold } from "./endpoint-memory.ts";
import type { Notices } from "./notices.ts";
import type { Outbox } from "./outbox.ts";
import type { OwnRecords } from "./own-records.ts";
import type { RecordVerdict, Verdict } from "./verdict.ts";

/** A batch that an answer is about. */
export interface SentBatch {
  records: readonly SurveyRecord[];
  /** What it told of dropped records. */
  dropped: Readonly<Record<string, number>>;
  /** Failures in a row before it. */
  failures: number;
}

/** What an answer came to. */
export interface Settled {
  delivered: number;
  /** How long to leave the endpoint alone; 0 to go on at once. */
  pauseMs: number;
  /** Whether that is the endpoint's own wish. */
  asked: boolean;
}

export interface SettleNeeds {
  outbox: Outbox;
  own: OwnRecords;
  memory: EndpointMemory;
  size: BatchSize;
  notices: Notices;
  emit: Emitter["emit"];
  random: () => number;
  /** Whether the device may still be written to. */
  writable: () => boolean;
  /** Told of a revision that needs no more sending: it has arrived, or never will. */
  arrived(record: SurveyRecord): void;
}

/** Acts on what the endpoint answered. */
export function createSettle(needs: SettleNeeds): (sent: SentBatch, verdict: Verdict) => Promise<Settled> {
  const { outbox, own, memory, size, notices, emit, random, writable, arrived } = needs;
  const goOn = { delivered: 0, pauseMs: 0, asked: false };

  async function refuse(record: SurveyRecord, { code, message }: RecordVerdict): Promise<void> {
    if (!writable()) return;
    own.done(record.id, record.rev);
    arrived(record);
    await outbox.quarantine(record, String(code ?? "invalid"));
    emit("rejected", { record, code, message });
  }

  /** A batch was refused as a whole. */
  async function split({ records }: SentBatch, code: string): Promise<Settled> {
    const [only] = records;
    if (records.length === 1 && only) {
      size.recover();
      await refuse(only, { code });
    } else size.halve(records.length);
    return goOn;
  }

  async function acknowledge(records: readonly SurveyRecord[]): Promise<void> {
    notices.tell(records);
    for (const record of records) {
      own.done(record.id, record.rev);
      arrived(record);
      await outbox.forget(record);
      emit("delivered", { record });
    }
  }

  /** Every record has its own answer. */
  async function sort(
    sent: SentBatch,
    resultOf: (record: SurveyRecord) => RecordVerdict | undefined,
    waitMs: number,
  ): Promise<Settled> {
    const taken: SurveyRecord[] = [];
    let kept = 0;
    let askedMs = waitMs;
    for (const record of sent.records) {
      const result = resultOf(record);
      if (result?.status === "stored" || result?.status === "duplicate") taken.push(record);
      else if (result?.status === "invalid") await refuse(record, result);
      else {
        kept++;
        askedMs = Math.max(askedMs, Number(result?.retryAfterMs) || 0);
      }
    }
    await acknowledge(taken);
    size.taken();
    const told = ({ dropped }: { dropped: Record<string, number> }) => withoutTold(dropped, sent.dropped);
    if (!kept) {
      if (sent.failures || Object.keys(sent.dropped).length)
        await memory.change((row) => ({ failures: 0, until: 0, asked: false, dropped: told(row) }));
      return { ...goOn, delivered: taken.length };
    }
    const pauseMs = backoffMs(sent.failures, askedMs, random);
    if (Object.keys(sent.dropped).length) await memory.change((row) => ({ dropped: told(row) }));
    return { delivered: taken.length, pauseMs, asked: askedMs > 0 };
  }

  return async (sent, verdict) => {
    switch (verdict.is) {
      case "accepted":
        if (!(await memory.mustJudge())) return sort(sent, () => ({ status: "stored" }), 0);
        emit("error", {
          code: "endpoint",
          message: "The endpoint said nothing of the records; something else may have answered in its place.",
        });
        return { ...goOn, pauseMs: backoffMs(sent.failures, 0, random) };
      case "judged":
        if (sent.records.some(({ id }) => verdict.results[id])) await memory.noteJudged();
        return sort(sent, ({ id }) => verdict.results[id], verdict.waitMs);
      case "split":
        return split(sent, verdict.reason);
      case "failed": {
        const pauseMs = backoffMs(sent.failures, verdict.waitMs, random);
        return { ...goOn, pauseMs, asked: verdict.waitMs > 0 };
      }
      default:
        emit("error", {
          code: "endpoint",
          message: "The endpoint gave an answer that no batch expects.",
        });
        return { ...goOn, pauseMs: LONGEST_WAIT_MS, asked: true };
    }
  };
}
