import type { SurveyRecord } from "../../record/schema.ts";
import type { Emitter } from "../emitter.ts";
import type { Settings } from "../settings.ts";

/**
 * A record as the page's own `beforeSend` wants it; `null` to drop it. A function that throws, or returns
 * anything but a record or `null` (a promise, or nothing because it changed its argument), drops no answer:
 * then the record goes as it was.
 */
export function letPageChange(
  record: SurveyRecord,
  beforeSend: Settings["beforeSend"],
  { emit }: Emitter,
): SurveyRecord | null {
  if (!beforeSend) return record;
  try {
    const given: unknown = beforeSend(JSON.parse(JSON.stringify(record)) as SurveyRecord);
    if (given === null || isRecord(given)) return given;
    emit("error", { code: "beforeSend", message: "beforeSend must return a record, or null to drop it" });
  } catch (error) {
    emit("error", { code: "beforeSend", message: String(error) });
  }
  return record;
}

function isRecord(value: unknown): value is SurveyRecord {
  const given = value as Partial<SurveyRecord> | undefined;
  return typeof given?.answers === "object" && given.answers !== null && typeof given.shownAt === "string";
}
