import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { answerAt, own } from "../../../widget/manifest/rule.ts";
import { holds, passesTest } from "../../../widget/manifest/rule-with-patterns.ts";
import type { Rule, Scalar, Test } from "../../../widget/manifest/schema.ts";

const scalar = (): fc.Arbitrary<Scalar> =>
  fc.oneof(fc.string(), fc.integer(), fc.double({ noNaN: true }), fc.boolean());
const present = (): fc.Arbitrary<unknown> => fc.oneof(scalar(), fc.array(fc.string()));
const leafTest = (): fc.Arbitrary<Test> =>
  fc.oneof(
    scalar(),
    fc.array(scalar()),
    fc.record({ is: scalar() }),
    fc.record({ isNot: scalar() }),
    fc.record({ in: fc.array(scalar()) }),
    fc.record({ contains: scalar() }),
    fc.record({ startsWith: fc.string() }),
    fc.record({ endsWith: fc.string() }),
    fc.record({ matches: fc.constantFrom("^a", "\\d+", "(", "(a+)+") }),
    fc.record({ gt: fc.integer(), lte: fc.integer() }),
    fc.record({ exists: fc.boolean() }),
  );

describe("a test of a value", () => {
  it.each<[unknown, Test, boolean]>([
    // A scalar means equal.
    ["pro", "pro", true],
    ["pro", "Pro", false],
    [3, 3, true],
    [3, "3", false],
    [0, 0, true],
    [0, false, false],
    ["", "", true],
    [true, true, true],
    [false, true, false],
    // An array means one of.
    ["vip", ["pro", "vip"], true],
    ["free", ["pro", "vip"], false],
    [2, [1, 2], true],
    ["x", [], false],
    // Operators.
    ["a", { is: "a" }, true],
    ["a", { is: "b" }, false],
    ["a", { isNot: "b" }, true],
    ["a", { isNot: "a" }, false],
    [5, { in: [4, 5] }, true],
    [5, { in: ["5"] }, false],
    ["https://shop.example/orders/7", { contains: "/orders" }, true],
    ["https://shop.example/cart", { contains: "/orders" }, false],
    ["order 7", { contains: 7 }, true],
    ["abc", { startsWith: "ab" }, true],
    ["abc", { startsWith: "bc" }, false],
    ["abc", { endsWith: "bc" }, true],
    ["abc", { endsWith: "ab" }, false],
    ["order-17", { matches: "^order-\\d+$" }, true],
    ["order-x", { matches: "^order-\\d+$" }, false],
    [7, { gt: 6 }, true],
    [6, { gt: 6 }, false],
    [6, { gte: 6 }, true],
    [5, { gte: 6 }, false],
    [5, { lt: 6 }, true],
    [6, { lt: 6 }, false],
    [6, { lte: 6 }, true],
    [7, { lte: 6 }, false],
    ["2026-11-02", { gte: "2026-11-01" }, true],
    ["2026-10-31", { gte: "2026-11-01" }, false],
    ["x", { exists: true }, true],
    ["x", { exists: false }, false],
    ["", { exists: true }, true],
    [0, { exists: true }, true],
    [false, { exists: true }, true],
    ["a", { not: "b" }, true],
    ["a", { not: "a" }, false],
    ["a", { not: { not: "a" } }, true],
    ["a", { not: { in: ["a", "b"] } }, false],
    ["a", {}, true],
    // Several keys must all hold.
    [5, { gte: 1, lte: 5 }, true],
    [6, { gte: 1, lte: 5 }, false],
    ["abc", { startsWith: "a", endsWith: "c", not: "ac" }, true],
    ["ac", { startsWith: "a", endsWith: "c", not: "ac" }, false],
    ["a", { is: "a", isNot: "a" }, false],
    // Values of the wrong kind.
    ["7", { gt: 6 }, false],
    [7, { gt: "6" }, false],
    [true, { gte: 0 }, false],
    [Number.NaN, { gte: 0 }, false],
    [12, { contains: "1" }, false],
    [12, { startsWith: "1" }, false],
    [12, { matches: "1" }, false],
    // Arrays: equality and contains ask for a member.
    [["a", "b"], "a", true],
    [["a", "b"], "c", false],
    [["a", "b"], ["c", "b"], true],
    [["a", "b"], { is: "b" }, true],
    [["a", "b"], { isNot: "b" }, false],
    [["a", "b"], { isNot: "c" }, true],
    [["a", "b"], { in: ["b", "c"] }, true],
    [["ab"], { contains: "a" }, false],
    [["ab"], { contains: "ab" }, true],
    [[1, 2], { contains: 2 }, true],
    [[7], { gt: 6 }, false],
    [["ab"], { startsWith: "a" }, false],
    [[], "a", false],
    [[], { exists: true }, true],
    // The free answer of a choice.
    [{ other: "mine" }, "other", true],
    [{ other: "mine" }, "mine", false],
    [["a", { other: "mine" }], { contains: "other" }, true],
  ])("%j against %j gives %s", (value, test, expected) => {
    expect(passesTest(value, test)).toBe(expected);
  });

  it.each<Test>([
    "",
    0,
    false,
    [],
    ["a"],
    {},
    { is: "a" },
    { isNot: "a" },
    { in: ["a"] },
    { contains: "" },
    { startsWith: "" },
    { endsWith: "" },
    { matches: "" },
    { gt: 0 },
    { lt: 0 },
    { exists: true },
    { not: "a" },
    { not: { exists: true } },
    { exists: false, isNot: "a" },
  ])("fails %j for a missing value", (test) => {
    expect(passesTest(undefined, test)).toBe(false);
    expect(passesTest(null, test)).toBe(false);
  });

  it("passes exists: false for a missing value", () => {
    expect(passesTest(undefined, { exists: false })).toBe(true);
    expect(passesTest(null, { exists: false })).toBe(true);
  });

  it("leaves keys aside that nobody knows", () => {
    expect(passesTest("a", JSON.parse('{"is":"a","x-why":"b","$schema":1}'))).toBe(true);
    expect(passesTest("a", JSON.parse('{"is":"b","x-why":"b"}'))).toBe(false);
  });

  it("is turned around by not, for every value that is present", () => {
    fc.assert(
      fc.property(present(), leafTest(), (value, test) => {
        expect(passesTest(value, { not: test })).toBe(!passesTest(value, test));
      }),
    );
  });

  it("is never passed by a missing value, but for exists: false", () => {
    fc.assert(
      fc.property(leafTest(), (test) => {
        const asksForAbsence = typeof test === "object" && !Array.isArray(test) && test.exists === false;
        expect(passesTest(undefined, test)).toBe(asksForAbsence);
      }),
    );
  });

  it("finds equal what is equal, one of it, and each member", () => {
    fc.assert(
      fc.property(fc.array(scalar(), { minLength: 1 }), fc.nat(), (values, at) => {
        const one = values[at % values.length] as Scalar;
        expect(passesTest(one, one)).toBe(true);
        expect(passesTest(one, values)).toBe(true);
        expect(passesTest(values, one)).toBe(true);
        expect(passesTest(values, { contains: one })).toBe(true);
        expect(passesTest(one, { isNot: one })).toBe(false);
      }),
    );
  });

  it("puts every number on exactly one side of a border", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true }), fc.double({ noNaN: true }), (value, border) => {
        expect(passesTest(value, { gt: border })).toBe(!passesTest(value, { lte: border }));
        expect(passesTest(value, { lt: border })).toBe(!passesTest(value, { gte: border }));
      }),
    );
  });
});

const values = {
  answers: {
    score: 3,
    channels: ["web", "phone"],
    advisers: { attitude: "good", "a.b": "odd" },
    where: { other: "a fair" },
    skipped: "na",
  },
  traits: { plan: "vip", age: 40, "a.b": 1 },
  props: { amount: 80 },
};

describe("a rule", () => {
  it.each<[Rule, boolean]>([
    [{ answer: "score", lte: 6 }, true],
    [{ answer: "score", gt: 6 }, false],
    [{ answer: "score", is: 3 }, true],
    [{ answer: "score" }, true],
    [{ answer: "unknown" }, false],
    [{ answer: "unknown", exists: false }, true],
    [{ answer: "unknown", isNot: 3 }, false],
    [{ answer: "channels", contains: "web" }, true],
    [{ answer: "channels", in: ["post", "phone"] }, true],
    [{ answer: "where", is: "other" }, true],
    [{ answer: "skipped", is: "na" }, true],
    [{ answer: "skipped", lte: 6 }, false],
    [{ answer: "advisers.attitude", is: "good" }, true],
    [{ answer: "advisers.attitude", is: "bad" }, false],
    [{ answer: "advisers.a.b", is: "odd" }, true],
    [{ answer: "advisers.speed", exists: false }, true],
    [{ answer: "score.x", exists: false }, true],
    [{ trait: "plan", in: ["pro", "vip"] }, true],
    [{ trait: "age", gte: 18, lt: 65 }, true],
    [{ trait: "a.b", is: 1 }, true],
    [{ trait: "toString", exists: true }, false],
    [{ prop: "amount", gte: 50 }, true],
    [{ prop: "amount", gte: 100 }, false],
    [
      {
        all: [
          { answer: "score", lte: 6 },
          { trait: "plan", is: "vip" },
        ],
      },
      true,
    ],
    [
      {
        all: [
          { answer: "score", lte: 6 },
          { trait: "plan", is: "pro" },
        ],
      },
      false,
    ],
    [
      {
        any: [
          { answer: "score", gt: 6 },
          { trait: "plan", is: "vip" },
        ],
      },
      true,
    ],
    [
      {
        any: [
          { answer: "score", gt: 6 },
          { trait: "plan", is: "pro" },
        ],
      },
      false,
    ],
    [{ not: { answer: "score", gt: 6 } }, true],
    [{ not: { answer: "unknown", is: 1 } }, true],
    [{ answer: "score", not: { gte: 7 } }, true],
    [{ answer: "unknown", not: { gte: 7 } }, false],
    [{ not: { any: [{ answer: "score", is: 1 }, { all: [{ answer: "score", is: 3 }] }] } }, false],
  ])("%j is %s", (rule, expected) => {
    expect(holds(rule, values)).toBe(expected);
  });

  it("holds or not without any values at all", () => {
    expect(holds({ answer: "score", gte: 0 }, {})).toBe(false);
    expect(holds({ trait: "plan", exists: false }, {})).toBe(true);
  });

  it("obeys De Morgan", () => {
    const leaf = (): fc.Arbitrary<Rule> =>
      fc.oneof(
        fc.record({
          answer: fc.constantFrom("score", "channels", "none"),
          gte: fc.integer({ min: 0, max: 5 }),
        }),
        fc.record({ trait: fc.constantFrom("plan", "none"), is: fc.constantFrom("vip", "pro") }),
      );
    fc.assert(
      fc.property(fc.array(leaf(), { minLength: 1 }), (rules) => {
        const none = holds({ not: { any: rules } }, values);
        expect(none).toBe(holds({ all: rules.map((rule) => ({ not: rule })) }, values));
      }),
    );
  });
});

describe("an answer's address", () => {
  it("prefers an answer of that very name over a matrix cell", () => {
    expect(answerAt({ "a.b": 1, a: { b: 2 } }, "a.b")).toBe(1);
    expect(answerAt({ a: { b: 2 } }, "a.b")).toBe(2);
    expect(answerAt(undefined, "a.b")).toBeUndefined();
  });

  it("never reaches what an object inherits", () => {
    for (const name of ["constructor", "__proto__", "toString", "hasOwnProperty"]) {
      expect(own({}, name)).toBeUndefined();
      expect(answerAt({ a: {} }, `a.${name}`)).toBeUndefined();
    }
    expect(own("text", "length")).toBeUndefined();
    expect(own(null, "a")).toBeUndefined();
  });
});
