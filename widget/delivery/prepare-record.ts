import type { Settings } from "../loader/settings.ts";
import { isRecordRow } from "../loader/store/row.ts";
import { fitRecord } from "../record/fit-record.ts";
import type { SurveyRecord } from "../record/schema.ts";

/**
 * The record as it is kept: changed by the page's `beforeSend`, of nothing but what JSON can carry, and not too
 * large. What the page gives back may be anything; a record is not lost for that.
 *
 * @param failed - told what was wrong with `beforeSend`
 * @returns `null` if the page takes the record back
 */
export function prepareRecord(
  record: SurveyRecord,
  beforeSend: Settings["beforeSend"],
  failed: (error: unknown) => void,
): SurveyRecord | null {
  const { id, rev } = record;
  if (beforeSend)
    try {
      const copy = copyOf(record);
      const given = beforeSend(copy);
      if (given === null) return null;
      // Who changes the record in place need not give it back.
      const changed = { ...copyOf(given ?? copy), id, rev };
      if (!isRecordRow({ rev, record: changed })) throw new TypeError("beforeSend gave back no record");
      return fitRecord(changed);
    } catch (error) {
      failed(error);
    }
  return fitRecord(record);
}

const copyOf = (record: SurveyRecord): SurveyRecord => JSON.parse(JSON.stringify(record));
