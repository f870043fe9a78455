import type { Emitter } from "../../loader/emitter.ts";
import { makeIdentifier } from "../../loader/identifier.ts";
import type { Survey } from "../../manifest/schema.ts";
import type { SurveyRecord } from "../../record/schema.ts";
import { isoTime } from "../../record/time.ts";
import type { RecordChange } from "../context.ts";

/** What a record tells beside the answers; see the contract of records. */
export type Origin = Pick<
  SurveyRecord,
  "trigger" | "visitor" | "user" | "page" | "locale" | "platform" | "device"
>;

/** One showing of one survey: its record, and what has become of it. */
export interface Showing {
  survey: Survey;
  record(): SurveyRecord;
  /** Notes a change under the next `rev` and keeps it. */
  change(change: RecordChange): Promise<void>;
}

export interface ShowingOptions {
  survey: Survey;
  origin: Origin;
  /** Stores one revision. */
  keep(record: SurveyRecord): Promise<void>;
  /** Milliseconds since 1970; default `Date.now`. */
  now?: () => number;
  /** Makes the record's random id. */
  makeId?: () => string;
}

/** Begins a record; nothing is kept before the first `change`. */
export function beginShowing({
  survey,
  origin,
  keep,
  now = Date.now,
  makeId = makeIdentifier,
}: ShowingOptions): Showing {
  const shownAt = isoTime(now());
  let record: SurveyRecord = {
    id: makeId(),
    rev: 0,
    survey: survey.id,
    surveyRevision: survey.revision ?? 1,
    ...(survey.touchpoint ? { touchpoint: survey.touchpoint } : {}),
    state: "shown",
    shownAt,
    changedAt: shownAt,
    path: [],
    answers: {},
    ...origin,
  };
  return {
    survey,
    record: () => record,
    change(change) {
      const changedAt = isoTime(now());
      // An inline prompt is shown once it has been seen, not when it was put on the page.
      const begun = record.rev ? {} : { shownAt: changedAt };
      record = { ...record, ...change, ...begun, rev: record.rev + 1, changedAt };
      return keep(record);
    },
  };
}

/** Tells the page's handlers what a change meant. */
export function announce({ emit }: Pick<Emitter, "emit">, before: SurveyRecord, record: SurveyRecord): void {
  const detail = { survey: record.survey, record };
  if (record.rev === 1) emit("shown", detail);
  if (JSON.stringify(before.answers) !== JSON.stringify(record.answers)) emit("answered", detail);
  if (before.state === record.state) return;
  if (record.state === "complete") emit("completed", detail);
  if (record.state === "dismissed" || record.state === "snoozed") emit("dismissed", detail);
}
