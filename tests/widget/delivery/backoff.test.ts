import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { backoffMs, MAX_WAIT_MS, retryAfterMs } from "../../../widget/delivery/reply.ts";

const SECOND = 1_000;
const MINUTE = 60_000;
const NOW = Date.UTC(2026, 10, 22);

describe("the wait after a failure", () => {
  it.each([
    [0, 2 * SECOND],
    [1, 4 * SECOND],
    [2, 8 * SECOND],
    [7, 256 * SECOND],
    [8, 5 * MINUTE],
    [9, 5 * MINUTE],
    [1_000, 5 * MINUTE],
  ])("after %d failures before is spread up to %d ms", (failures, ceiling) => {
    expect(backoffMs(failures, 0, () => 0)).toBe(SECOND);
    expect(backoffMs(failures, 0, () => 0.5)).toBe(Math.max(SECOND, ceiling / 2));
    expect(backoffMs(failures, 0, () => 1)).toBe(ceiling);
  });

  it("lies between 1 s and 5 min, whatever chance brings", () => {
    fc.assert(
      fc.property(
        fc.nat(),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (failures, chance) => {
          const wait = backoffMs(failures, 0, () => chance);
          expect(wait).toBeGreaterThanOrEqual(SECOND);
          expect(wait).toBeLessThanOrEqual(5 * MINUTE);
        },
      ),
    );
  });

  it("has full jitter: over many clients it fills the whole range evenly", () => {
    const waits = Array.from({ length: 2_000 }, () => backoffMs(20));
    const mean = waits.reduce((sum, wait) => sum + wait, 0) / waits.length;
    // Five standard errors of the mean of 2,000 draws from 0 to 5 min.
    expect(Math.abs(mean - 150 * SECOND)).toBeLessThan((5 * 300 * SECOND) / Math.sqrt(12 * 2_000));
    expect(Math.min(...waits)).toBeLessThan(10 * SECOND);
    expect(Math.max(...waits)).toBeGreaterThan(290 * SECOND);
  });

  it.each([
    [10 * SECOND, 10 * SECOND],
    [10 * MINUTE, 10 * MINUTE],
    [60 * MINUTE, 60 * MINUTE],
    [60 * MINUTE + 1, 60 * MINUTE],
    [Number.POSITIVE_INFINITY, 60 * MINUTE],
    [Number.NaN, SECOND],
    [-5, SECOND],
  ])("is at least the %d ms that the endpoint asks for, up to an hour", (asked, least) => {
    expect(MAX_WAIT_MS).toBe(60 * MINUTE);
    expect(backoffMs(0, asked, () => 0)).toBe(least);
  });

  it("may be longer than asked for", () => {
    expect(backoffMs(10, SECOND, () => 1)).toBe(5 * MINUTE);
  });
});

describe("Retry-After", () => {
  it.each<[string | null, number]>([
    ["120", 120 * SECOND],
    [" 7 ", 7 * SECOND],
    ["0", 0],
    [new Date(NOW + 30 * SECOND).toUTCString(), 30 * SECOND],
    [new Date(NOW - 30 * SECOND).toUTCString(), 0],
    ["", 0],
    [null, 0],
    ["soon", 0],
    ["-5", 0],
  ])("%j asks for %d ms", (header, ms) => {
    expect(retryAfterMs(header, NOW)).toBe(ms);
  });
});
