import { jsonBytes } from "../record/bytes.ts";
import type { SentRecord, SurveyRecord } from "../record/schema.ts";
import { isoTime } from "../record/time.ts";

/** At most so many records and bytes are sent in one batch. */
export const MAX_BATCH_RECORDS = 50;
const MAX_BATCH_BYTES = 30_000;
/** Of the body beside frame and records: `,"records":[]`, and a little. */
const FRAME_REST_BYTES = 20;
/** Browsers let a page that goes away have 64 KiB of keepalive requests on their way: https://fetch.spec.whatwg.org/#http-network-or-cache-fetch */
const MAX_PAGE_HIDE_BATCHES = 2;
/** After so many batches in a row that were taken, larger ones are tried again. */
const BATCHES_BEFORE_GROWTH = 4;

/** Records dropped since the last batch that arrived, by reason. */
export type Dropped = Readonly<Record<string, number>>;

/** A batch that a reply is about. */
export interface SentBatch {
  records: readonly SurveyRecord[];
  /** What it told of dropped records. */
  dropped: Dropped;
  /** Failures in a row before it. */
  failures: number;
}

/** What a batch says beside its records. */
export interface BatchFrame {
  key: string | undefined;
  /** How often it was tried, this time included. */
  attempt: number;
  dropped: Dropped;
  /** Milliseconds since 1970. */
  sentAt: number;
  /** Milliseconds since a record's showing by a monotonic clock; `undefined` once the page that showed it is gone. */
  ageMs(id: string): number | undefined;
}

/** A batch, ready to be posted. */
export interface BatchBody {
  text: string;
  /** How many of the records it holds. */
  count: number;
}

/**
 * As many of the records, in order, as fit into one batch beside its frame; always at least one.
 *
 * @param frameBytes - bytes of everything else in the body
 */
export function fillBatch(
  records: readonly SurveyRecord[],
  ageMs: BatchFrame["ageMs"],
  frameBytes: number,
  maxRecords = MAX_BATCH_RECORDS,
): SentRecord[] {
  const batch: SentRecord[] = [];
  let bytes = frameBytes;
  for (const record of records) {
    const age = ageMs(record.id);
    const sent = age === undefined ? record : { ...record, ageMs: Math.round(age) };
    bytes += jsonBytes(sent) + 1;
    if (batch.length && (bytes > MAX_BATCH_BYTES || batch.length >= maxRecords)) break;
    batch.push(sent);
  }
  return batch;
}

/** Writes the first of the records, as many as fit, as a batch. */
export function writeBatch(
  records: readonly SurveyRecord[],
  { key, attempt, dropped, sentAt, ageMs }: BatchFrame,
  maxRecords = MAX_BATCH_RECORDS,
): BatchBody {
  const frame = {
    v: 1,
    ...(key ? { key } : {}),
    widget: __VERSION__,
    sentAt: isoTime(sentAt),
    attempt,
    dropped: { overflow: 0, ...dropped },
  };
  const batch = fillBatch(records, ageMs, jsonBytes(frame) + FRAME_REST_BYTES, maxRecords);
  return { text: JSON.stringify({ ...frame, records: batch }), count: batch.length };
}

/**
 * Writes what a page has that goes away, in as many batches as it may still send.
 *
 * @param reached - whether the endpoint has answered on this page; otherwise the page's policy may block it
 */
export function writePageHideBatches(
  records: readonly SurveyRecord[],
  frame: BatchFrame,
  reached: boolean,
): { text: string; sent: SentBatch }[] {
  const batches: { text: string; sent: SentBatch }[] = [];
  let rest = records;
  while (rest.length && batches.length < (reached ? MAX_PAGE_HIDE_BATCHES : 1)) {
    const { text, count } = writeBatch(rest, frame);
    batches.push({ text, sent: { records: rest.slice(0, count), dropped: {}, failures: 0 } });
    rest = rest.slice(count);
  }
  return batches;
}

/** How many records a batch may hold: fewer while the endpoint refuses whole batches. */
export interface BatchSize {
  max(): number;
  /** A batch of so many was refused as a whole. */
  halve(count: number): void;
  /** A batch was taken. */
  grow(): void;
  /** The reason is found, or everything has arrived. */
  reset(): void;
}

export function createBatchSize(): BatchSize {
  let max = MAX_BATCH_RECORDS;
  let taken = 0;
  return {
    max: () => max,
    halve(count) {
      max = Math.ceil(count / 2);
      taken = 0;
    },
    grow() {
      taken++;
      if (taken % BATCHES_BEFORE_GROWTH === 0) max = Math.min(MAX_BATCH_RECORDS, max * 2);
    },
    reset() {
      max = MAX_BATCH_RECORDS;
    },
  };
}
