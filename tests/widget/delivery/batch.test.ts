import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fillBatch, MAX_BATCH_RECORDS } from "../../../widget/delivery/batch.ts";
import { jsonBytes } from "../../../widget/record/bytes.ts";
import { aRecord } from "./records.ts";

const noAge = () => undefined;
const many = (count: number, parts = {}) =>
  Array.from({ length: count }, (_, index) => aRecord(`record-${index}`, parts));

describe("a batch", () => {
  it("takes the records in their order", () => {
    expect(fillBatch(many(3), noAge, 0)).toEqual(many(3));
    expect(fillBatch([], noAge, 0)).toEqual([]);
  });

  it("holds at most 50 records", () => {
    expect(MAX_BATCH_RECORDS).toBe(50);
    expect(fillBatch(many(51), noAge, 0)).toEqual(many(50));
  });

  it("holds fewer where it is told so", () => {
    expect(fillBatch(many(9), noAge, 0, 4)).toEqual(many(4));
  });

  it("adds a record's age in whole milliseconds while the page that showed it lives", () => {
    const [known, unknown] = fillBatch(many(2), (id) => (id === "record-0" ? 1_499.6 : undefined), 0);
    expect(known).toEqual({ ...aRecord("record-0"), ageMs: 1_500 });
    expect(unknown).toEqual(aRecord("record-1"));
  });

  it("takes one record even if it is too large by itself: it must get away somehow", () => {
    const [first, second] = many(2, { answers: { reason: "x".repeat(40_000) } });
    expect(fillBatch(first && second ? [first, second] : [], noAge, 0)).toEqual([first]);
  });

  it("never exceeds 30 KB with its frame, in whatever script, unless it is one record", () => {
    const text = fc.oneof(
      fc.string({ maxLength: 4_000 }),
      fc.string({ unit: "binary", maxLength: 4_000, size: "max" }),
    );
    const frame = { v: 1, key: "pk_shop", sentAt: "2026-11-22T00:00:00.000Z" };
    const size = jsonBytes(frame) + 20;
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 60 }), fc.nat(1_000_000), (texts, age) => {
        const records = texts.map((reason, index) => aRecord(`record-${index}`, { answers: { reason } }));
        const batch = fillBatch(records, () => age, size);
        const body = jsonBytes({ ...frame, records: batch });
        expect(batch.length).toBeGreaterThan(0);
        if (batch.length > 1) expect(body).toBeLessThanOrEqual(30_000);
        // And it is as full as it can be.
        const next = records[batch.length];
        if (next && batch.length < MAX_BATCH_RECORDS)
          expect(body + jsonBytes({ ...next, ageMs: age })).toBeGreaterThan(29_900);
      }),
    );
  });

  it("counts bytes, not letters", () => {
    expect(jsonBytes("a")).toBe(3);
    expect(jsonBytes("é")).toBe(4);
    expect(jsonBytes("好")).toBe(5);
    expect(jsonBytes("😀")).toBe(6);
  });
});
