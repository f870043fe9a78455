import { fitRecord } from "./fit-record.ts";
import type { SurveyRecord } from "./schema.ts";

/** Whether a value is an object, an array included. */
export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;

/** Whether a value has what the device needs to know of a record; the endpoint looks at the rest. */
export function isRecord(value: unknown): value is SurveyRecord {
  if (!isObject(value)) return false;
  const { id, rev, shownAt, state, answers } = value;
  return (
    typeof id === "string" &&
    typeof rev === "number" &&
    typeof shownAt === "string" &&
    typeof state === "string" &&
    isObject(answers)
  );
}

/**
 * The record as it is kept: changed by the page's `beforeSend`, of nothing but what JSON can carry, and not too
 * large. What the page gives back may be anything; a record is not lost for that.
 *
 * @param failed - told what was wrong with `beforeSend`
 * @returns `null` if the page takes the record back
 */
export function prepareRecord(
  record: SurveyRecord,
  beforeSend: ((record: SurveyRecord) => SurveyRecord | null) | undefined,
  failed: (error: unknown) => void,
): SurveyRecord | null {
  const { id, rev } = record;
  if (beforeSend)
    try {
      const copy = copyOf(record);
      const given = beforeSend(copy);
      if (given === null) return null;
      // A page that changes the record in place need not give it back.
      const changed = { ...copyOf(given ?? copy), id, rev };
      if (!isRecord(changed)) throw new TypeError("beforeSend gave back no record");
      return fitRecord(changed);
    } catch (error) {
      failed(error);
    }
  return fitRecord(record);
}

const copyOf = (record: SurveyRecord): SurveyRecord => JSON.parse(JSON.stringify(record));
