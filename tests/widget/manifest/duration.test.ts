import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DURATION, durationMs } from "../../../widget/manifest/duration.ts";

const UNITS: [string, number][] = [
  ["ms", 1],
  ["s", 1_000],
  ["m", 60_000],
  ["h", 3_600_000],
  ["d", 86_400_000],
];

describe("a duration", () => {
  it.each([
    ["500ms", 500],
    ["5s", 5_000],
    ["10m", 600_000],
    ["2h", 7_200_000],
    ["90d", 7_776_000_000],
    ["0s", 0],
    ["1.5h", 5_400_000],
    ["never", Number.POSITIVE_INFINITY],
  ])("%s is %d ms", (text, ms) => {
    expect(durationMs(text)).toBe(ms);
  });

  it.each([
    "",
    "5",
    "s",
    "-5s",
    "5 s",
    " 5s",
    "5s ",
    "5S",
    "5sec",
    "1h30m",
    ".5s",
    "5.s",
    "1e3s",
    "1w",
    "Never",
    "5s\n",
  ])("%j is none", (text) => {
    expect(durationMs(text)).toBeNaN();
    expect(DURATION.test(text)).toBe(false);
  });

  it("falls back only where none is given", () => {
    expect(durationMs(undefined)).toBe(0);
    expect(durationMs(undefined, "2s")).toBe(2_000);
    expect(durationMs("3s", "2s")).toBe(3_000);
    expect(durationMs("x", "2s")).toBeNaN();
  });

  it("is its number times its unit", () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), fc.constantFrom(...UNITS), (count, [unit, size]) => {
        expect(durationMs(`${count}${unit}`)).toBe(count * size);
      }),
    );
  });

  it("is a number of at least 0, endless or not a number, whatever is written", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const ms = durationMs(text);
        expect(ms >= 0 || Number.isNaN(ms)).toBe(true);
      }),
    );
  });
});
