import type { Emitter } from "../loader/emitter.ts";
import type { PageRecords } from "../loader/store/page-records.ts";
import { isObject } from "../record/prepare-record.ts";
import type { SurveyRecord } from "../record/schema.ts";
import type { BatchSize, Dropped, SentBatch } from "./batch.ts";
import type { EndpointMemory } from "./endpoint-memory.ts";
import type { Outbox } from "./outbox.ts";
import { backoffMs, MAX_WAIT_MS, type ReplyMeaning } from "./reply.ts";

/** What is to be done after a reply. */
export interface Settled {
  delivered: number;
  /** How long to leave the endpoint alone; 0 to go on at once. */
  pauseMs: number;
  /** Whether that is the endpoint's own wish. */
  asked: boolean;
}

export interface SettleOptions {
  records: PageRecords;
  outbox: Outbox;
  memory: EndpointMemory;
  size: BatchSize;
  emit: Emitter["emit"];
  random(): number;
  /** Whether the device may still be written to. */
  writable(): boolean;
  /** Told of revisions that have arrived. */
  arrived(records: readonly SurveyRecord[]): void;
  /** Told of a revision that will never be taken. */
  refused(record: SurveyRecord): void;
}

/** Makes what acts on a reply: forgets what arrived, sets aside what was refused, keeps the rest. */
export function createSettle(
  options: SettleOptions,
): (sent: SentBatch, meaning: ReplyMeaning) => Promise<Settled> {
  const { records, outbox, memory, size, emit, random, writable, arrived, refused } = options;
  const goOn: Settled = { delivered: 0, pauseMs: 0, asked: false };

  async function refuse(record: SurveyRecord, code: unknown, message?: unknown): Promise<void> {
    if (!writable()) return;
    records.done(record.id, record.rev);
    refused(record);
    await outbox.quarantine(record, String(code ?? "invalid"));
    emit("rejected", { record, code, message });
  }

  /** A batch was refused as a whole. */
  async function split(batch: readonly SurveyRecord[], code: string): Promise<Settled> {
    const [only] = batch;
    if (batch.length === 1 && only) {
      size.reset();
      await refuse(only, code);
    } else size.halve(batch.length);
    return goOn;
  }

  async function acknowledge(taken: readonly SurveyRecord[]): Promise<void> {
    arrived(taken);
    for (const record of taken) {
      records.done(record.id, record.rev);
      await outbox.forget(record);
      emit("delivered", { record });
    }
  }

  /**
   * Acts on what the endpoint says of each record.
   *
   * @param resultOf - what it says of a record, as it came
   */
  async function sort(
    sent: SentBatch,
    resultOf: (record: SurveyRecord) => unknown,
    waitMs: number,
  ): Promise<Settled> {
    const taken: SurveyRecord[] = [];
    let kept = 0;
    let askedMs = waitMs;
    for (const record of sent.records) {
      const result = resultOf(record);
      const { status, code, message, retryAfterMs } = isObject(result) ? result : {};
      if (status === "stored" || status === "duplicate") taken.push(record);
      else if (status === "invalid") await refuse(record, code, message);
      else {
        kept++;
        askedMs = Math.max(askedMs, Number(retryAfterMs) || 0);
      }
    }
    await acknowledge(taken);
    size.grow();
    const hasTold = Object.keys(sent.dropped).length > 0;
    const untold = ({ dropped }: { dropped: Dropped }) => subtract(dropped, sent.dropped);
    if (!kept) {
      if (sent.failures || hasTold)
        await memory.change((row) => ({ failures: 0, until: 0, asked: false, dropped: untold(row) }));
      return { ...goOn, delivered: taken.length };
    }
    const pauseMs = backoffMs(sent.failures, askedMs, random);
    if (hasTold) await memory.change((row) => ({ dropped: untold(row) }));
    return { delivered: taken.length, pauseMs, asked: askedMs > 0 };
  }

  const tellFault = (message: string) => emit("error", { code: "endpoint", message });

  return async (sent, meaning) => {
    switch (meaning.is) {
      case "accepted":
        if (!(await memory.mustItemize())) return sort(sent, () => ({ status: "stored" }), 0);
        tellFault("The endpoint said nothing of the records; something else may have answered in its place.");
        return { ...goOn, pauseMs: backoffMs(sent.failures, 0, random) };
      case "itemized":
        if (sent.records.some(({ id }) => meaning.results[id])) await memory.noteItemized();
        return sort(sent, ({ id }) => meaning.results[id], meaning.waitMs);
      case "split":
        return split(sent.records, meaning.reason);
      case "failed": {
        const pauseMs = backoffMs(sent.failures, meaning.waitMs, random);
        return { ...goOn, pauseMs, asked: meaning.waitMs > 0 };
      }
      default:
        tellFault("The endpoint gave an answer that no batch expects.");
        return { ...goOn, pauseMs: MAX_WAIT_MS, asked: true };
    }
  };
}

/** What is left of the counts once others are taken away. */
function subtract(counts: Dropped, others: Dropped): Record<string, number> {
  const left: Record<string, number> = {};
  for (const reason of Object.keys(counts)) {
    const number = (counts[reason] ?? 0) - (others[reason] ?? 0);
    if (number > 0) left[reason] = number;
  }
  return left;
}
