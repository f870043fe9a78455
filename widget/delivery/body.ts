import { jsonBytes } from "../record/bytes.ts";
import type { SurveyRecord } from "../record/schema.ts";
import { isoTime } from "../record/time.ts";
import { fillBatch } from "./batch.ts";

/** A batch, ready to be posted. */
export interface BatchBody {
  text: string;
  /** How many of the records it holds. */
  count: number;
  /** What it tells of dropped records. */
  dropped: Readonly<Record<string, number>>;
}

/** Beside the frame: `,"records":[]`, and a little. */
const FRAME_REST = 20;

/**
 * Writes the first of the records, as many as fit, as a batch.
 *
 * @param attempt - how often it was tried, this time included
 * @param most - how many records, at most
 */
export function writeBatch(
  records: readonly SurveyRecord[],
  {
    key,
    attempt,
    dropped,
    sentAt,
  }: { key?: string | undefined; attempt: number; dropped: BatchBody["dropped"]; sentAt: number },
  ageMs: (id: string) => number | undefined,
  most: number,
): BatchBody {
  const frame = {
    v: 1,
    ...(key ? { key } : {}),
    widget: __VERSION__,
    sentAt: isoTime(sentAt),
    attempt,
    dropped: { overflow: 0, ...dropped },
  };
  const batch = fillBatch(records, ageMs, jsonBytes(frame) + FRAME_REST, most);
  return { text: JSON.stringify({ ...frame, records: batch }), count: batch.length, dropped };
}
