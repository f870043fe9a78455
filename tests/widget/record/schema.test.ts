import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DEVICES, PLATFORMS } from "../../../widget/manifest/schema.ts";
import {
  Answer,
  BatchAnswer,
  BatchFrame,
  RECORD_STATES,
  SentRecord,
  SurveyRecord,
  TRIGGER_KINDS,
} from "../../../widget/record/schema.ts";

const record = {
  id: "0e0b6a54-1111-4222-8333-444455556666",
  rev: 3,
  survey: "order-nps",
  surveyRevision: 1,
  touchpoint: "checkout",
  state: "complete",
  shownAt: "2026-11-22T08:00:00.000Z",
  changedAt: "2026-11-22T08:00:09.000Z",
  path: ["score", "reason"],
  answers: { score: 3, reason: "Slow" },
  trigger: { on: "event", name: "order_paid", props: { amount: 80, coupon: null, gift: false } },
  visitor: "6d1c2222-1111-4222-8333-444455556666",
  user: { id: "u-7", traits: { plan: "pro" }, signature: "ab".repeat(32), expires: 1_790_000_000 },
  page: { url: "https://shop.example/orders", referrer: "" },
  locale: "zh-CN",
  platform: "browser",
  device: "mobile",
};

describe("a record", () => {
  it("is what one showing leaves, and nothing of it is changed by reading", () => {
    expect(SurveyRecord.parse(record)).toEqual(record);
  });

  it("needs no more than what every showing has", () => {
    const { touchpoint, visitor, user, page, locale, platform, device, ...bare } = record;
    expect(SurveyRecord.safeParse({ ...bare, answers: {}, path: [], trigger: { on: "call" } }).success).toBe(
      true,
    );
  });

  it.each([
    ...RECORD_STATES.map((state) => ({ state })),
    ...TRIGGER_KINDS.map((on) => ({ trigger: { on } })),
    ...PLATFORMS.map((platform) => ({ platform })),
    ...DEVICES.map((device) => ({ device })),
    { user: { traits: {} } },
    { page: { url: "https://shop.example" } },
    { shownAt: "2026-11-22T16:00:00+08:00" },
  ])("may say %j", (parts) => {
    expect(SurveyRecord.safeParse({ ...record, ...parts }).success).toBe(true);
  });

  it.each([
    { id: ".." },
    { id: "with space 123" },
    { id: "x".repeat(65) },
    { id: 12345678 },
    { rev: 0 },
    { rev: 1.5 },
    { rev: "1" },
    { survey: "" },
    { survey: "x".repeat(101) },
    { surveyRevision: 0 },
    { touchpoint: "" },
    { state: "open" },
    { shownAt: "yesterday" },
    { shownAt: "2026-11-22" },
    { shownAt: 1_790_000_000 },
    { changedAt: "2026-13-22T08:00:00Z" },
    { path: "score" },
    { path: [1] },
    { path: Array.from({ length: 201 }, () => "a") },
    { answers: [] },
    { answers: { score: null } },
    { answers: { score: { deep: { deeper: 1 } } } },
    { trigger: { on: "magic" } },
    { trigger: {} },
    { trigger: { on: "event", props: { a: [1] } } },
    { visitor: "" },
    { visitor: "x".repeat(65) },
    { user: { id: 7 } },
    { user: { traits: { plan: ["pro"] } } },
    { page: { referrer: "" } },
    { platform: "web" },
    { device: "watch" },
  ])("may not say %j", (parts) => {
    expect(SurveyRecord.safeParse({ ...record, ...parts }).success).toBe(false);
  });

  it.each([
    "id",
    "rev",
    "survey",
    "surveyRevision",
    "state",
    "shownAt",
    "changedAt",
    "path",
    "answers",
    "trigger",
  ])("may not go without its %s", (name) => {
    expect(SurveyRecord.safeParse({ ...record, [name]: undefined }).success).toBe(false);
  });

  it("carries its age only while it travels", () => {
    expect(SentRecord.parse({ ...record, ageMs: 1_500 })).toEqual({ ...record, ageMs: 1_500 });
    expect(SentRecord.safeParse({ ...record, ageMs: -1 }).success).toBe(false);
    expect(SurveyRecord.parse({ ...record, ageMs: 1_500 })).toEqual(record);
  });
});

describe("an answer", () => {
  it.each([
    9,
    "na",
    "up",
    "good",
    { other: "A fair" },
    ["a", { other: "mine" }],
    [],
    { attitude: "good", speed: "na" },
    "2026-11-22",
    -1.5,
    { name: "Ann", email: "ann@shop.example", consent: true },
    true,
    "",
  ])("may be %j", (answer) => {
    expect(Answer.parse(answer)).toEqual(answer);
  });

  it.each([null, undefined, [1], [["a"]], { a: 1 }, { a: ["b"] }, Number.NaN])("may not be %j", (answer) => {
    expect(Answer.safeParse(answer).success).toBe(false);
  });
});

describe("the frame of a batch", () => {
  const frame = {
    v: 1,
    key: "pk_shop",
    widget: "1.0.0",
    sentAt: "2026-11-22T08:00:10.000Z",
    attempt: 1,
    dropped: { overflow: 0 },
    records: [record],
  };

  it("is accepted, whatever its records are", () => {
    expect(BatchFrame.safeParse(frame).success).toBe(true);
    expect(BatchFrame.safeParse({ v: 1, sentAt: frame.sentAt, records: [null] }).success).toBe(true);
    expect(BatchFrame.safeParse({ ...frame, records: Array(50).fill(1) }).success).toBe(true);
  });

  it.each([
    { v: 2 },
    { key: "" },
    { sentAt: undefined },
    { sentAt: "now" },
    { attempt: 0 },
    { dropped: { overflow: -1 } },
    { dropped: { overflow: 0.5 } },
    { records: [] },
    { records: {} },
    { records: undefined },
    { records: Array(51).fill(1) },
  ])("is refused with %j", (parts) => {
    expect(BatchFrame.safeParse({ ...frame, ...parts }).success).toBe(false);
  });
});

describe("the endpoint's answer", () => {
  it("says of each record what became of it", () => {
    const answer = {
      serverTime: "2026-11-22T08:00:10.000Z",
      results: {
        a: { status: "stored" },
        b: { status: "duplicate" },
        c: { status: "invalid", code: "too_large", message: "found 17000 bytes" },
        d: { status: "retry", retryAfterMs: 5_000 },
      },
    };
    expect(BatchAnswer.parse(answer)).toEqual(answer);
  });

  it.each([
    {},
    { serverTime: "x" },
    { results: {} },
    { serverTime: "x", results: { a: { status: "lost" } } },
    { serverTime: "x", results: { a: {} } },
    { serverTime: "x", results: { a: { status: "retry", retryAfterMs: "5" } } },
  ])("is not %j", (answer) => {
    expect(BatchAnswer.safeParse(answer).success).toBe(false);
  });
});

describe("the schemas", () => {
  it("never throw, whatever comes", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        for (const schema of [SurveyRecord, SentRecord, BatchFrame, BatchAnswer, Answer])
          expect(schema.safeParse(value).success).toBeTypeOf("boolean");
      }),
    );
  });

  it("read back every record that they accept", () => {
    const answers = fc.dictionary(
      fc.string({ minLength: 1, maxLength: 20 }).filter((name) => name !== "__proto__"),
      fc.oneof(fc.integer(), fc.string(), fc.boolean(), fc.array(fc.string())),
    );
    fc.assert(
      fc.property(answers, fc.integer({ min: 1 }), fc.constantFrom(...RECORD_STATES), (given, rev, state) => {
        const one = { ...record, answers: given, rev, state };
        expect(SurveyRecord.parse(JSON.parse(JSON.stringify(one)))).toEqual(JSON.parse(JSON.stringify(one)));
      }),
    );
  });
});
