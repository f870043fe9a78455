import { describe, expect, it } from "vitest";
import { bandOf, placeOf } from "../../../server-stub/board/figure.ts";
import { createFormat } from "../../../server-stub/board/format.ts";

describe("a format", () => {
  const en = createFormat("en", "Asia/Shanghai");
  const zh = createFormat("zh-CN", "Asia/Shanghai");

  it("prints figures in their own unit", () => {
    expect(en.figure(42.5, "points")).toBe("+42.5");
    expect(en.figure(0, "points")).toBe("0.0");
    expect(en.figure(0.942, "share")).toBe("94.2%");
    expect(en.figure(4.416, "mean")).toBe("4.42");
    expect(en.figure(null, "share")).toBe("–");
  });

  it("prints differences of shares in percentage points", () => {
    expect(en.difference(0.0042, "share")).toBe("+0.4");
    expect(en.difference(-5.2, "points")).toBe("-5.2");
  });

  it("prints both ends of an interval", () => {
    expect(en.interval([38.12, 46.7], "points")).toBe("38.1 – 46.7");
    expect(en.interval([0.917, 0.96], "share")).toBe("91.7 – 96.0%");
  });

  it.each([
    [40_000, "0 min", "0分钟"],
    [12 * 60_000, "12 min", "12分钟"],
    [160 * 60_000, "2 hr 40 min", "2小时 40分钟"],
    [50 * 3_600_000, "2 days 2 hr", "2天 2小时"],
    [48 * 3_600_000 + 5 * 60_000, "2 days", "2天"],
  ])("prints %i ms by its two largest parts", (ms, english, chinese) => {
    expect(en.duration(ms)).toBe(english);
    expect(zh.duration(ms)).toBe(chinese);
  });

  it("tells instants in the owner's zone, and days as they are", () => {
    expect(en.time("2026-11-22T17:00:00Z")).toContain("Nov 23, 2026");
    expect(zh.day("2026-11-22")).toBe("2026年11月22日");
  });
});

describe("a score", () => {
  it.each([
    ["nps", 6, "low"],
    ["nps", 7, "middle"],
    ["nps", 9, "high"],
    ["csat", 2, "low"],
    ["csat", 3, "middle"],
    ["csat", 4, "high"],
    ["ces", 4, "middle"],
    ["ces", 5, "high"],
    ["thumbs", "down", "low"],
    ["thumbs", "up", "high"],
    ["nps", "na", undefined],
    ["nps", undefined, undefined],
  ] as const)("of %s, %s, is %s", (type, score, band) => {
    expect(bandOf(type, score)).toBe(band);
  });

  it("has its place on its scale", () => {
    expect(placeOf(-100, "points", 11)).toBe(0);
    expect(placeOf(50, "points", 11)).toBe(0.75);
    expect(placeOf(3, "mean", 5)).toBe(0.5);
  });
});
