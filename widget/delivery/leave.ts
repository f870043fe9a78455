import type { SurveyRecord } from "../record/schema.ts";
import { BATCH_RECORDS } from "./batch.ts";
import { writeBatch } from "./body.ts";
import type { OwnRecords } from "./own-records.ts";
import type { SentBatch } from "./settle.ts";

/** Browsers let a page that goes away have 64 KiB of requests on their way, and a batch may have 30 KB. */
const MOST_BATCHES = 2;

/**
 * Writes what a page has that goes away, in as many batches as it may still send.
 *
 * @param most - how many batches; the endpoint may be one that the page's policy blocks
 */
export function* writeLast(
  records: readonly SurveyRecord[],
  key: string | undefined,
  own: OwnRecords,
  now: number,
  most = MOST_BATCHES,
): Generator<{ text: string; sent: SentBatch }> {
  let rest = records;
  for (let batch = 0; batch < most && rest.length; batch++) {
    const body = writeBatch(rest, { key, attempt: 1, dropped: {}, sentAt: now }, own.ageMs, BATCH_RECORDS);
    yield { text: body.text, sent: { records: rest.slice(0, body.count), dropped: {}, failures: 0 } };
    rest = rest.slice(body.count);
  }
}
