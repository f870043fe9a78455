import * as z from "zod/mini";
import { DEVICES, PLATFORMS, Scalar } from "../manifest/schema.ts";
import { boundAddress } from "./address.ts";

const opt = z.optional;
const text = (longest: number) => z.string().check(z.minLength(1), z.maxLength(longest));
const name = text(100);
const day = /^\d{4}-\d\d-\d\dT/;
const instant = z.string().check(
  z.maxLength(40),
  z.refine<string>((value) => day.test(value) && !Number.isNaN(Date.parse(value)), {
    error: "a time such as 2026-11-22T08:00:00.000Z",
    params: { pattern: day },
  }),
);
const recordId = /^(?!\.{1,2}$)[\w.:-]{1,64}$/;
const whole = z.int().check(z.gte(0));
const values = z.record(z.string().check(z.maxLength(100)), z.union([Scalar, z.null()]));

/** The answer to one question: a score, a text, chosen ids, matrix cells by row, contact details, or `"na"`. */
export const Answer = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  z.array(z.union([z.string(), z.object({ other: z.string() })])),
  z.record(z.string(), z.union([z.string(), z.boolean()])),
]);
export type Answer = z.infer<typeof Answer>;

// Older widgets send addresses as they are; an answer is not refused for its page.
const address = z.string().check(z.overwrite(boundAddress));
/** The page of a showing, with addresses cut to what a record tells of them. */
export const RecordPage = z.object({ url: address, referrer: opt(address) });

/** How far one showing has come; `dismissed` may carry answers. */
export const RECORD_STATES = ["shown", "partial", "complete", "dismissed", "snoozed"] as const;
/** What made a survey show. */
export const TRIGGER_KINDS = [
  "load",
  "scroll",
  "exit",
  "click",
  "visible",
  "idle",
  "event",
  "page",
  "visit",
  "call",
  "tab",
  "host",
  "link",
] as const;

/** One showing of one survey to one person, and all that came of it. The highest `rev` of an `id` counts. */
export const SurveyRecord = z.object({
  id: z.string().check(
    z.refine<string>((value) => recordId.test(value), {
      error: "1 to 64 letters, digits, -, _, . or :",
      params: { pattern: recordId },
    }),
  ),
  rev: z.int().check(z.gte(1)),
  survey: name,
  surveyRevision: z.int().check(z.gte(1)),
  touchpoint: opt(text(1000)),
  state: z.enum(RECORD_STATES),
  shownAt: instant,
  changedAt: instant,
  path: z.array(name).check(z.maxLength(200)),
  answers: z.record(name, Answer),
  trigger: z.object({ on: z.enum(TRIGGER_KINDS), name: opt(z.string()), props: opt(values) }),
  visitor: opt(text(64)),
  user: opt(
    z.object({
      id: opt(z.string()),
      traits: opt(values),
      // Whatever they are: one that is no signature costs the identity, never the answer.
      signature: opt(z.unknown()),
      expires: opt(z.unknown()),
    }),
  ),
  page: opt(RecordPage),
  locale: opt(z.string().check(z.maxLength(50))),
  platform: opt(z.enum(PLATFORMS)),
  device: opt(z.enum(DEVICES)),
});
export type SurveyRecord = z.infer<typeof SurveyRecord>;
export type RecordState = SurveyRecord["state"];

/** A record as it travels: `ageMs` is the time since the showing by a monotonic clock, while that page lives. */
export const SentRecord = z.extend(SurveyRecord, { ageMs: opt(z.number().check(z.gte(0))) });
export type SentRecord = z.infer<typeof SentRecord>;

/** The frame of a batch; its records are judged one by one. */
export const BatchFrame = z.object({
  v: z.literal(1),
  key: opt(text(200)),
  widget: opt(z.string().check(z.maxLength(50))),
  sentAt: instant,
  attempt: opt(z.int().check(z.gte(1))),
  dropped: opt(z.record(z.string(), whole)),
  records: z.array(z.unknown()).check(z.minLength(1), z.maxLength(50)),
});
/** What is posted to the endpoint. */
export const Batch = z.extend(BatchFrame, { records: z.array(SentRecord) });
export type Batch = z.infer<typeof Batch>;

/** What the endpoint says of one record. */
export const RecordResult = z.object({
  status: z.enum(["stored", "duplicate", "invalid", "retry"]),
  code: opt(z.string()),
  message: opt(z.string()),
  retryAfterMs: opt(z.number()),
});
export type RecordResult = z.infer<typeof RecordResult>;

/** The endpoint's answer to a batch, given only after the records are durable. */
export const BatchAnswer = z.object({
  serverTime: z.string(),
  results: z.record(z.string(), RecordResult),
});
export type BatchAnswer = z.infer<typeof BatchAnswer>;
