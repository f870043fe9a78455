import type { SentRecord } from "../../widget/record/schema.ts";
import type { ClockSource } from "../store/tables.ts";

const LONGEST_PAGE_MS = 366 * 86_400_000;
/** Network and queues explain less than this; more is a clock that is wrong. */
const BEARABLE_SKEW_MS = 120_000;

/** When a survey was shown, by the collector's clock. */
export interface CorrectedTime {
  shownAt: Date;
  clock: ClockSource;
}

/**
 * Corrects the time of showing: by the record's age, which a monotonic clock measured; else by how far the
 * sender's clock was off when it sent; never later than the receipt.
 *
 * @param sentAt - the batch's own time
 * @param receivedAt - by the collector's clock
 */
export function correctShownAt(
  record: Pick<SentRecord, "shownAt" | "ageMs">,
  sentAt: string,
  receivedAt: Date,
): CorrectedTime {
  const received = receivedAt.getTime();
  const within = (time: number) => new Date(Math.min(received, Math.max(0, time)));
  if (record.ageMs !== undefined && record.ageMs <= LONGEST_PAGE_MS)
    return { shownAt: within(received - record.ageMs), clock: "age" };
  const shown = Date.parse(record.shownAt);
  const skew = received - Date.parse(sentAt);
  return Math.abs(skew) > BEARABLE_SKEW_MS
    ? { shownAt: within(shown + skew), clock: "batch" }
    : { shownAt: within(shown), clock: "sent" };
}
