import { jsonBytes } from "../record/bytes.ts";
import type { SurveyRecord } from "../record/schema.ts";

/** What the device keeps at most. */
const MOST_RECORDS = 1_000;
const MOST_BYTES = 2_000_000;
const DAY_MS = 86_400_000;
const LONGEST_MS = 30 * DAY_MS;
/** No store lasts so long: whoever finds a record so old has a wrong clock, or had one, and its age is unknown. */
const UNBELIEVABLE_MS = 366 * DAY_MS;

/** A showing to which nobody has answered. */
export function isBare(record: SurveyRecord): boolean {
  return !Object.keys(record.answers).length;
}

/** Whether so many records, or so many bytes of them, are more than the device keeps. */
export const isCrowded = (records: number, bytes: number): boolean =>
  records > MOST_RECORDS || bytes > MOST_BYTES;

/**
 * Which records have to go (1,000 records, 2 MB, 30 days): bare showings first, answers last, the oldest first.
 *
 * @param records - oldest first
 * @returns who goes, and how many bytes stay
 */
export function chooseDropped(
  records: readonly SurveyRecord[],
  now: number,
): { gone: SurveyRecord[]; bytes: number } {
  const isOld = ({ shownAt }: SurveyRecord) => {
    const age = now - Date.parse(shownAt);
    return age > LONGEST_MS && age < UNBELIEVABLE_MS;
  };
  const gone = records.filter(isOld);
  const rest = records.filter((record) => !isOld(record));
  let bytes = 0;
  for (const record of rest) bytes += jsonBytes(record);
  const bareFirst = [...rest.filter(isBare), ...rest.filter((record) => !isBare(record))];
  for (let left = rest.length; isCrowded(left, bytes); left--) {
    const oldest = bareFirst.shift();
    if (!oldest) break;
    bytes -= jsonBytes(oldest);
    gone.push(oldest);
  }
  return { gone, bytes };
}
