import { expect, it } from "vitest";
import { addDays, bothDays, dayIn, rangeOf } from "../../../server-stub/board/period.ts";
import { FIRST_VIEW, readView, serializeView, type View } from "../../../server-stub/board/view.ts";

it("the first view leaves the address as it is", () => {
  expect(serializeView(FIRST_VIEW)).toBe("");
  expect(readView("")).toEqual(FIRST_VIEW);
});

it("a view comes back whole from its address", () => {
  const view: View = {
    page: "calls",
    site: "pk_bank",
    survey: "branch-service",
    period: "own",
    from: "2026-09-24",
    to: "2026-11-22",
    by: "trait.branch,device",
    filters: [
      { name: "trait.branch", value: "老城支行" },
      { name: "page", value: "https://shop.example/a?b=c&d" },
    ],
    question: "nps",
    step: "week",
    count: "people",
    cases: "resolved",
    mine: true,
    open: "case-7",
  };
  expect(readView(serializeView(view))).toEqual(view);
});

it.each([
  "?page=secrets&period=5000&step=hour&cases=lost&count=heads",
  "?period=own&from=2026-02-30&to=2026-03-01",
  "?period=own&from=2026-03-02&to=2026-03-01",
  "?filter=nothing&filter=:x",
])("what makes no sense in %s is as at first", (search) => {
  expect({ ...readView(search), from: "", to: "" }).toEqual(FIRST_VIEW);
});

it.each([
  ["7", "2026-11-16", 7],
  ["30", "2026-10-24", 30],
  ["90", "2026-08-25", 90],
  ["month", "2026-11-01", 22],
] as const)("the period %s begins on %s and ends with today", (period, from, days) => {
  const range = rangeOf({ period, from: "", to: "" }, "2026-11-22");
  expect(range).toEqual({ from, to: "2026-11-23" });
  expect(addDays(from, days)).toBe(range.to);
});

it("a period of one's own includes both of its days", () => {
  const range = rangeOf({ period: "own", from: "2026-02-27", to: "2026-02-28" }, "2026-11-22");
  expect(range).toEqual({ from: "2026-02-27", to: "2026-03-01" });
  expect(bothDays(range)).toEqual({ from: "2026-02-27", to: "2026-02-28" });
});

it("today is the day in the owner's zone", () => {
  expect(dayIn("Asia/Shanghai", new Date("2026-11-22T17:00:00Z"))).toBe("2026-11-23");
  expect(dayIn("America/New_York", new Date("2026-11-22T03:00:00Z"))).toBe("2026-11-21");
});
