import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hash } from "../../../widget/loader/hash.ts";

describe("a hash", () => {
  it("is the same for the same text, and a whole number of 32 bits", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const value = hash(text);
        expect(hash(text)).toBe(value);
        expect(Number.isInteger(value) && value >= 0 && value < 2 ** 32).toBe(true);
      }),
    );
  });

  it("differs in about half of its bits between texts that differ in one letter", () => {
    const bits = (value: number) => value.toString(2).replace(/0/g, "").length;
    const runs = 2_000;
    let flipped = 0;
    for (let run = 0; run < runs; run++)
      flipped += bits((hash(`visitor-${run}a`) ^ hash(`visitor-${run}b`)) >>> 0);
    expect(flipped / runs).toBeGreaterThan(15);
    expect(flipped / runs).toBeLessThan(17);
  });

  it("hardly ever meets itself among many texts", () => {
    const values = new Set(Array.from({ length: 20_000 }, (_, index) => hash(String(index))));
    // Of 20,000 in 2^32 places 0.05 pairs are expected to collide.
    expect(values.size).toBeGreaterThanOrEqual(19_997);
  });
});
