import type { SentRecord, SurveyRecord } from "../../record/schema.ts";

/** At most so many records and bytes travel in one batch. */
export const BATCH_RECORDS = 50;
const BATCH_BYTES = 30_000;

/** Bytes of a text in UTF-8. */
export function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}

/**
 * As many of the records, in order, as fit into one batch beside its frame; always at least one.
 *
 * @param ageMs - of a record by a monotonic clock, while the page that showed it lives
 * @param frame - bytes of everything else in the body
 */
export function fillBatch(
  records: readonly SurveyRecord[],
  ageMs: (id: string) => number | undefined,
  frame: number,
  most = BATCH_RECORDS,
): SentRecord[] {
  const batch: SentRecord[] = [];
  let bytes = frame;
  for (const record of records) {
    const age = ageMs(record.id);
    const sent = age === undefined ? record : { ...record, ageMs: Math.round(age) };
    bytes += byteLength(JSON.stringify(sent)) + 1;
    if (batch.length && (bytes > BATCH_BYTES || batch.length >= most)) break;
    batch.push(sent);
  }
  return batch;
}
