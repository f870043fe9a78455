import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PATTERN_INPUT_LIMIT, patternFault } from "../../../widget/manifest/pattern.ts";
import { passesTest } from "../../../widget/manifest/rule.ts";

describe("a pattern", () => {
  it.each([
    "^/orders/\\d+$",
    "^https://shop\\.example/(?:de|fr)/",
    "[a-z]+@[a-z]+\\.com",
    "(foo|bar)+",
    "(abc)*",
    "a+b*c?",
    "a{2,3}b{4}",
    "colou?r",
    "(?:x)+y",
    "^(?!.*draft).*$",
    "[(a+)+]",
    "\\(a+\\)+",
    "\\\\1",
    "(a+)?",
    "(a+)b",
    "(?<year>\\d{4})-\\d\\d",
    "[\\]+*]+",
    "",
  ])("%j may be used", (source) => {
    expect(patternFault(source)).toBeUndefined();
  });

  it.each([
    "(a+)+",
    "(a*)*",
    "(a+)*$",
    "(.*)+x",
    "(\\d+)+$",
    "([a-z]+)*",
    "(?:a+)+",
    "(?:a{2,})+",
    "(a+){2,}",
    "((a+))+",
    "((a+)b)+",
    "(x(a+)?y)*",
    "^(([a-z])+.)+[A-Z]([a-z])+$",
    "(?<n>a+)+",
    "[^](a+)+[b]",
    "[](a+)+[]",
    "[\\]](a+)+[b]",
  ])("%j is refused for its nested quantifiers", (source) => {
    expect(patternFault(source)).toBe("nested quantifiers");
  });

  it.each(["(a)\\1", "(a|b)\\1+", "(?<n>a)\\k<n>", "\\\\\\1(a)", "(.)(.)\\2"])(
    "%j is refused for its backreference",
    (source) => {
      expect(patternFault(source)).toBe("backreference");
    },
  );

  it.each(["(a|a)*", "(a|ab)+", "(\\w|\\d)+", "(.|x)*", "(|a)+", "((a|a))*", "(x(?:a|a)y)+"])(
    "%j is refused for alternatives that begin alike",
    (source) => {
      expect(patternFault(source)).toBe("alternatives that begin alike");
    },
  );

  it.each(["(", "[", "a**", "(?<", "*"])("%j is refused as invalid", (source) => {
    expect(patternFault(source)).toBe("invalid");
  });

  it("says nothing against any literal text", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(patternFault(text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&"))).toBeUndefined();
      }),
    );
  });

  it("is judged in no time, whatever is written", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[ab()[\]*+?|{}\\^1,]{0,40}$/), (source) => {
        const begin = performance.now();
        patternFault(source);
        expect(performance.now() - begin).toBeLessThan(500);
      }),
    );
  });

  it("takes no exponential time on the input that hurts most, if it is not refused", () => {
    const part = fc.constantFrom(
      "a",
      "b",
      "a+",
      "(a)",
      "(a+)",
      "(a|b)",
      "(a|a)",
      "[ab]",
      "[^]",
      "(a?)",
      "((a))",
    );
    const repeat = fc.constantFrom("", "+", "*", "{2,}");
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 3 }), repeat, (parts, often) => {
        const source = `^(${parts.join("")})${often}$`;
        fc.pre(!patternFault(source));
        const begin = performance.now();
        new RegExp(source).test(`${"a".repeat(27)}!`);
        expect(performance.now() - begin).toBeLessThan(500);
      }),
    );
  });
});

describe("matches", () => {
  it("looks at the first 2,000 characters only", () => {
    expect(PATTERN_INPUT_LIMIT).toBe(2_000);
    expect(passesTest(`${"a".repeat(1_999)}b`, { matches: "b" })).toBe(true);
    expect(passesTest(`${"a".repeat(2_000)}b`, { matches: "b" })).toBe(false);
    expect(passesTest("a".repeat(5_000), { matches: "^a{2000}$" })).toBe(true);
  });

  it("fails for a pattern that is refused, though the text would match", () => {
    expect(passesTest("aaa", { matches: "(a+)+" })).toBe(false);
    expect(passesTest("aa", { matches: "(a)\\1" })).toBe(false);
    expect(passesTest("(", { matches: "(" })).toBe(false);
  });
});
