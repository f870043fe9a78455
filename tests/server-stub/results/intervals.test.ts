import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  npsDifferenceInterval,
  npsInterval,
  shareDifferenceInterval,
  shareInterval,
} from "../../../server-stub/results/intervals.ts";

describe("intervals", () => {
  it.each([
    // Worked out by hand from the formula; the first is the documented example of results. There
    // n′ = 123, p = 70.75/123, d = 19.75/123, p − d = 0.414634, s² = (0.735772 − 0.171921)/123 = 0.0045842,
    // and 41.4634 ± 1.959964 × 6.77065 is 28.1932 to 54.7336.
    [70, 19, 120, [28.1932, 54.7336]],
    [0, 0, 0, null],
    [5, 0, 5, [17.4915, 100]],
    [0, 5, 5, [-100, -17.4915]],
    [1, 1, 2, [-73.3352, 73.3352]],
  ])("of an NPS with %i promoters and %i detractors of %i", (promoters, detractors, n, expected) => {
    const interval = npsInterval({ promoters, detractors, n });
    expect(interval).toEqual(expected?.map((bound) => expect.closeTo(bound, 3)) ?? null);
  });

  it.each([
    // Newcombe (1998), Statistics in Medicine 17, 857-872, table I, method 3.
    [81, 263, [0.2553, 0.3662]],
    [15, 148, [0.0624, 0.1605]],
    [0, 20, [0, 0.1611]],
    [1, 29, [0.0061, 0.1718]],
    [29, 29, [0.883, 1]],
  ])("of a share of %i in %i are Wilson's", (hits, n, expected) => {
    const interval = shareInterval(hits, n) ?? [];
    interval.forEach((bound, index) => void expect(bound).toBeCloseTo(expected[index] ?? 0, 4));
    expect(interval).toHaveLength(2);
  });

  it("of a difference of shares are Newcombe's", () => {
    // Newcombe (1998), Statistics in Medicine 17, 873-890, table II, method 10: 56/70 against 48/80.
    const [low, high] = shareDifferenceInterval({ hits: 56, n: 70 }, { hits: 48, n: 80 }) ?? [];
    expect(low).toBeCloseTo(0.0524, 4);
    expect(high).toBeCloseTo(0.3339, 4);
  });

  it("hold the figure that they are about, within its bounds", () => {
    const counts = fc
      .tuple(fc.nat(300), fc.nat(300), fc.nat(300))
      .filter(([promoters, passives, detractors]) => promoters + passives + detractors >= 5);
    fc.assert(
      fc.property(counts, ([promoters, passives, detractors]) => {
        const n = promoters + passives + detractors;
        const [low, high] = npsInterval({ promoters, detractors, n }) ?? [Number.NaN, Number.NaN];
        const nps = (100 * (promoters - detractors)) / n;
        expect(low).toBeGreaterThanOrEqual(-100);
        expect(high).toBeLessThanOrEqual(100);
        expect(nps).toBeGreaterThanOrEqual(low);
        expect(nps).toBeLessThanOrEqual(high);
        const [least, most] = shareInterval(promoters, n) ?? [Number.NaN, Number.NaN];
        expect(promoters / n).toBeGreaterThanOrEqual(least - 1e-12);
        expect(promoters / n).toBeLessThanOrEqual(most + 1e-12);
      }),
    );
  });

  it("of a difference of equals surround nothing", () => {
    const nps = { promoters: 60, detractors: 20, n: 100 };
    const [low = 1, high = -1] = npsDifferenceInterval(nps, nps) ?? [];
    expect(low).toBeCloseTo(-high, 9);
    expect(high).toBeGreaterThan(0);
    expect(npsDifferenceInterval(nps, { promoters: 0, detractors: 0, n: 0 })).toBeNull();
  });
});
