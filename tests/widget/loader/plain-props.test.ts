import { expect, it } from "vitest";
import { plainProps } from "../../../widget/loader/plain-props.ts";

const cycle: Record<string, unknown> = {};
cycle.self = cycle;
const throwing = {
  branch: "north",
  get bad() {
    throw new Error("no");
  },
};

it.each<[string, Record<string, unknown>, Record<string, unknown>]>([
  [
    "what JSON carries",
    { branch: "north", amount: 80, vip: true, none: null },
    { branch: "north", amount: 80, vip: true, none: null },
  ],
  [
    "what stands beside a text that is too long",
    { html: "x".repeat(5_000), branch: "north" },
    { branch: "north" },
  ],
  [
    "what has room",
    { one: "x".repeat(3_000), two: "x".repeat(3_000), branch: "north" },
    { one: "x".repeat(3_000), branch: "north" },
  ],
  ["what stands beside a cycle", { node: cycle, branch: "north" }, { branch: "north" }],
  [
    "what stands beside a function and a big integer",
    { call() {}, big: 10n, branch: "north" },
    { branch: "north" },
  ],
  ["what stands beside what throws", throwing, { branch: "north" }],
])("of props the device keeps %s", (_what, props, kept) => {
  expect(plainProps(props)).toEqual(kept);
});

it("keeps no more than 4,000 characters, however many props there are", () => {
  const props = Object.fromEntries(Array.from({ length: 9_000 }, (_, at) => [`prop ${at}`, at]));
  const text = JSON.stringify(plainProps(props));
  expect(text.length).toBeLessThanOrEqual(4_000);
  expect(text.length).toBeGreaterThan(3_900);
});
