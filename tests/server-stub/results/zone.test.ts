import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addDays,
  instantOfWall,
  isTimeZone,
  localDay,
  startOfDay,
} from "../../../server-stub/results/zone.ts";

const iso = (time: number) => new Date(time).toISOString();

describe("time zones", () => {
  it.each([
    ["2026-11-22", "Asia/Shanghai", "2026-11-21T16:00:00.000Z"],
    ["2026-11-22", "UTC", "2026-11-22T00:00:00.000Z"],
    ["2026-03-29", "Europe/Berlin", "2026-03-28T23:00:00.000Z"],
    ["2026-10-26", "Europe/Berlin", "2026-10-25T23:00:00.000Z"],
    ["2026-07-01", "Asia/Kolkata", "2026-06-30T18:30:00.000Z"],
    // In Santiago the clock goes forward at midnight: the day begins at one.
    ["2026-09-06", "America/Santiago", "2026-09-06T04:00:00.000Z"],
    ["2026-01-01", "Pacific/Kiritimati", "2025-12-31T10:00:00.000Z"],
  ])("%s begins in %s at %s", (day, zone, expected) => {
    expect(iso(startOfDay(day, zone))).toBe(expected);
    expect(localDay(startOfDay(day, zone), zone)).toBe(day);
    expect(localDay(startOfDay(day, zone) - 1, zone)).toBe(addDays(day, -1));
  });

  it("take the first of two equal hours", () => {
    const half = Date.parse("2026-10-25T02:30:00Z");
    expect(iso(instantOfWall(half, "Europe/Berlin"))).toBe("2026-10-25T00:30:00.000Z");
  });

  it("give every instant the day that it lies in", () => {
    const zones = fc.constantFrom(
      "Asia/Shanghai",
      "America/New_York",
      "Europe/London",
      "Australia/Lord_Howe",
    );
    const times = fc.integer({ min: Date.parse("2000-01-01"), max: Date.parse("2040-01-01") });
    fc.assert(
      fc.property(zones, times, (zone, time) => {
        const day = localDay(time, zone);
        expect(startOfDay(day, zone)).toBeLessThanOrEqual(time);
        expect(startOfDay(addDays(day, 1), zone)).toBeGreaterThan(time);
      }),
    );
  });

  it.each([
    ["Asia/Shanghai", true],
    ["UTC", true],
    ["Mars/Olympus", false],
    ["", false],
  ])("%s is known: %s", (name, known) => {
    expect(isTimeZone(name)).toBe(known);
  });
});
