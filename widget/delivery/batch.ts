import { jsonBytes } from "../record/bytes.ts";
import type { SentRecord, SurveyRecord } from "../record/schema.ts";

/** At most so many records and bytes travel in one batch. */
export const BATCH_RECORDS = 50;
const BATCH_BYTES = 30_000;

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
    bytes += jsonBytes(sent) + 1;
    if (batch.length && (bytes > BATCH_BYTES || batch.length >= most)) break;
    batch.push(sent);
  }
  return batch;
}
