import { describe, expect, it } from "vitest";
import type { Verdict } from "../../../../widget/loader/eligibility/verdict.ts";
import { explainVerdicts } from "../../../../widget/prompt/explain/explain.ts";
import { formatDuration } from "../../../../widget/prompt/explain/format.ts";

const DAY = 86_400_000;

describe("a length of time, for people", () => {
  it.each([
    [0, "0 ms"],
    [1, "1 ms"],
    [999, "999 ms"],
    [1_000, "1 second"],
    [1_500, "1.5 seconds"],
    [60_000, "1 minute"],
    [5_400_000, "1.5 hours"],
    [DAY, "1 day"],
    [30 * DAY, "30 days"],
  ])("%d ms is %s", (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });
});

describe("a verdict in words", () => {
  it.each<[Verdict, string]>([
    [["paused", true, false, false], "not paused"],
    [["paused", false, true, false], "paused"],
    [
      ["schedule", false, Date.UTC(2026, 10, 22), { gte: "2026-12-01T00:00:00Z", lt: undefined }],
      "now 2026-11-22T00:00:00.000Z, needs 2026-12-01T00:00:00Z to any time",
    ],
    [
      ["audience.url", false, "https://shop.example/", { contains: "/orders" }],
      '"https://shop.example/", needs something with "/orders"',
    ],
    [["audience.traits.plan", false, undefined, "pro"], 'nothing, needs "pro"'],
    [["audience.since", false, 2 * DAY, "7d"], "first seen 2 days ago, needs 7 days"],
    [["audience.sample", false, 0.75, { lt: 0.2 }], "this visitor lies at 0.75, needs less than 0.2"],
    [["frequency.limit", false, 3, { lt: 3 }], "shown 3 times, needs less than 3"],
    [["frequency.afterAnswer", false, DAY, "never"], "answered 1 day ago, then never again"],
    [["frequency.afterDismiss", false, DAY, "30d"], "closed 1 day ago, needs 30 days"],
    [
      ["frequency.snooze", false, 0, { gte: DAY }],
      "asked to be asked later; now 1970-01-01T00:00:00.000Z, needs 1970-01-02T00:00:00.000Z",
    ],
    [["pace.cooldown", true, undefined, "7d"], "no prompt yet, needs 7 days"],
    [["pace.cooldown", false, 2 * DAY, "7d"], "last prompt 2 days ago, needs 7 days"],
    [["pace.perSession", false, 1, { lt: 1 }], "once in this visit, needs less than 1"],
    [["storage", false, false, true], "nothing outlives this page"],
    [["storage", true, true, true], "this device remembers its visitor"],
  ])("%j: %s", (verdict, detail) => {
    expect(explainVerdicts([verdict])).toEqual([{ rule: verdict[0], pass: verdict[1], detail }]);
  });
});
