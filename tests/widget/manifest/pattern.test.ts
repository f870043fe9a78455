import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { matchesPattern, runProgram } from "../../../widget/manifest/matches.ts";
import { compilePattern, PATTERN_INPUT_LIMIT, patternFault } from "../../../widget/manifest/pattern.ts";
import { patternProblems } from "../../../widget/manifest/pattern-problems.ts";
import { passesTest } from "../../../widget/manifest/rule-with-patterns.ts";

/** Patterns that keep an engine with backtracking busy for minutes or years on texts of 2,000 characters. */
const NASTY = [
  ".*.*.*=.*",
  "(a|aa)+$",
  "(a*)*b",
  ".*refund.*broken.*money",
  "(x+x+)+y",
  "^(([a-z])+.)+[A-Z]([a-z])+$",
  "(a+)+$",
  "(a|a)*b",
  "(.|x)*=",
  "(?:a?){30}a{30}b",
  "(a?){1,100}$b",
  "((a{1,10}){1,10})+b",
  "(\\w|\\d)+!",
  "(\\s*\\b\\w*\\b\\s*)*=",
  "^(?:(?:(?:a*)*)*)*$b",
  "(|a)+b",
  "(a*?)*?b",
  "[^]{1,1000}=",
];
const TEXTS = ["a", "x", "refund broken ", "ab cd ", "Aa", "\n", "é"].map((part) =>
  part.repeat(PATTERN_INPUT_LIMIT).slice(0, 1_980),
);

/** Steps that a run takes; every one that it looks at counts. */
function countSteps(source: string, text: string): number {
  const { steps, units } = compilePattern(source);
  let looks = 0;
  const counted = new Proxy([...steps], {
    get(target, key) {
      looks += 1;
      return Reflect.get(target, key);
    },
  });
  runProgram({ steps: counted, units }, text);
  return looks;
}

describe("a pattern", () => {
  it.each([
    "^/orders/\\d+$",
    "^https://shop\\.example/(?:de|fr)/",
    "[a-z]+@[a-z]+\\.com",
    "(foo|bar)+",
    "a{2,3}b{4}",
    "colou?r",
    "[(a+)+]",
    "\\(a+\\)+",
    "\\\\1",
    "(?<year>\\d{4})-\\d\\d",
    "[\\]+*]+",
    "",
    "[(?=)]",
    "\\(?=a",
    "a{2000}",
    "a{0,5000}",
    "(?:){1000000}",
    ...NASTY,
  ])("%j may be used", (source) => {
    expect(patternFault(source)).toBeUndefined();
  });

  it.each([
    ["^(?!.*draft).*$", "lookaround", 1],
    ["a(?=b)", "lookaround", 1],
    ["(a(?<=a)b)", "lookaround", 2],
    ["[(?=](?<!a)", "lookaround", 5],
    ["(a)\\1", "backreference", 3],
    ["(a|b)\\\\\\1+", "backreference", 7],
    ["(?<n>a)\\k<n>", "backreference", 7],
    ["\\8", "backreference", 0],
    ["(", "invalid", 0],
    ["a)", "invalid", 1],
    ["a(b", "invalid", 1],
    ["ab[", "invalid", 2],
    ["[b-a]", "invalid", 0],
    ["a**", "invalid", 2],
    ["a|*", "invalid", 2],
    ["^+", "invalid", 1],
    ["{1}", "invalid", 0],
    ["a{1}{2}", "invalid", 4],
    ["a{3,2}", "invalid", 1],
    ["a\\", "invalid", 1],
    ["(?<", "invalid", 0],
    ["(?i:a)", "invalid", 0],
    ["(?<n>a)(?<n>b)", "invalid", 7],
    ["\\c1", "invalid", 0],
    ["xa{5000}", "too large", 1],
    ["x(?:a{100}){100}", "too large", 1],
    ["(((((a{1,9}){1,9}){1,9}){1,9}){1,9}){1,9}", "too large", 2],
    [`${"a?".repeat(1_000)}b`, "too large", 2_000],
  ] as const)("%j is refused as %s at index %d", (source, reason, index) => {
    expect(patternFault(source)).toMatchObject({ reason, index });
    expect(matchesPattern(source, "a")).toBe(false);
  });

  it("says nothing against any literal text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const literal = text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
        expect(patternFault(literal)).toBeUndefined();
        expect(matchesPattern(`^${literal}$`, text)).toBe(true);
      }),
    );
  });

  it.each([
    "(".repeat(2_000),
    `${"(".repeat(1_000)}${")".repeat(1_000)}`,
    "|".repeat(2_000),
    "(?:".repeat(500),
  ])("is judged though it is deep: %#", (source) => {
    expect(patternFault(source)?.reason).toBe(
      source.endsWith("(") || source.endsWith(":") ? "invalid" : undefined,
    );
  });
});

describe("whether a pattern matches", () => {
  const piece = fc.constantFrom(
    ..."a b ab c . \\d \\w \\s \\D \\W \\S \\b \\B ^ $ | | ( ( ) ) (?: (?<n> (?<m> [ab] [^a] [a-c] [\\d-z] [] [^] [ ] { }".split(
      " ",
    ),
    ..."{2} {1,2} {,2} {0} {2,} {0,1} {2,1} * + ? *? +? ?? \\ \\n \\t \\v \\f \\r \\0 \\01 \\012 \\x61 \\x6 \\u0061".split(
      " ",
    ),
    ..."\\u61 \\u{2} \\cA \\cJ \\- \\/ \\a \\_ [\\b] [\\c] [\\c1] [\\1] [b-a] - , 1 2 é 😀 [😀] \\p{L} {a} (a|ab)".split(
      " ",
    ),
    ..."(a*)* (a|b)+ () (|a) (?:) \\1 \\k<n> (?=a) (?<!b) (?".split(" "),
    "\n",
    "\u2028",
    " ",
  );
  const text = fc.oneof(
    fc.string({
      unit: fc.constantFrom(..."aabbc 12-_{},[]\\\n\ré😀\u2028\u00a0\0\x01\x1f\b"),
      maxLength: 12,
    }),
    fc.constantFrom("p{L}", "u61", "x6", "c1", "k<n>", "{,2}", "a{2}", "\ud83d", "uu", "8"),
  );

  it("is what RegExp says, or it is refused", () => {
    const seen = { taken: 0, matched: 0 };
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 7 }),
        fc.array(text, { minLength: 5, maxLength: 5 }),
        (parts, texts) => {
          const source = parts.join("");
          if (patternFault(source)) return;
          seen.taken += 1;
          const expected = new RegExp(source);
          for (const one of texts) {
            seen.matched += expected.test(one) ? 1 : 0;
            expect([one, matchesPattern(source, one)]).toEqual([one, expected.test(one)]);
          }
        },
      ),
      { numRuns: 6_000 },
    );
    // Or it would say little.
    expect(seen.taken).toBeGreaterThan(1_500);
    expect(seen.matched).toBeGreaterThan(1_000);
  });

  it("is refused only where RegExp refuses too, beside lookaround, backreferences and what README names", () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 7 }), (parts) => {
        const source = parts.join("");
        const fault = patternFault(source);
        // A name that two groups share may be allowed by newer engines.
        if (
          fault?.reason !== "invalid" ||
          source.split("(?<n>").length > 2 ||
          source.split("(?<m>").length > 2
        )
          return;
        // In a class `\k` may be a letter, and a `\c` without one a backslash.
        if (/\\(?:k|c(?![A-Z]))/.test(source)) return;
        expect(() => new RegExp(source)).toThrow();
      }),
      { numRuns: 6_000 },
    );
  });

  it.each([
    ["^(?:a|){1000}$", "aaa"],
    ["^(?:ab?){3,2500}$", "abaab"],
    ["^a{3,}$", "aa"],
    ["^(?:a{0}){5}$", ""],
    ["(?:^|,)b(?:,|$)", "a,b,c"],
    ["\\bfoo\\b", "a foo."],
    ["\\Boo", "foo"],
    ["^\\w+\\s\\d{2}$", "abc\u300012"],
    ["^.$", "😀"],
    ["^..$", "😀"],
    ["^[^a]$", "\u2028"],
    ["退款.*(慢|差)", "我的退款太慢了"],
    ["^$", "\n"],
  ])("%j on %j is what RegExp says", (source, subject) => {
    expect(matchesPattern(source, subject)).toBe(new RegExp(source).test(subject));
  });

  it.each(NASTY)("%j takes steps in proportion to the text", (source) => {
    const { length } = compilePattern(source).steps;
    for (const whole of TEXTS)
      expect(countSteps(source, whole)).toBeLessThanOrEqual((whole.length + 1) * (length + 1));
  });

  it("takes no more steps than pattern times text, whatever the pattern", () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), text, (parts, one) => {
        const source = parts.join("");
        if (patternFault(source)) return;
        const whole = one.repeat(50);
        const { length } = compilePattern(source).steps;
        expect(countSteps(source, whole)).toBeLessThanOrEqual((whole.length + 1) * (length + 1));
      }),
    );
  });

  it("stays right for more patterns than are kept", () => {
    for (let round = 0; round < 2; round++)
      for (let place = 0; place < 250; place++) {
        expect(matchesPattern(`^n${place}$`, `n${place}`)).toBe(true);
        expect(matchesPattern(`^n${place}$`, `n${place + 1}`)).toBe(false);
      }
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
    expect(passesTest("aa", { matches: "(a)\\1" })).toBe(false);
    expect(passesTest("ab", { matches: "a(?=b)" })).toBe(false);
    expect(passesTest("(", { matches: "(" })).toBe(false);
  });
});

describe("the search for patterns that cannot be used", () => {
  const problems = (value: unknown) =>
    patternProblems(value, ["surveys", 0], patternFault).map(({ path, expected }) => [path, expected]);

  it.each([
    [{ audience: { url: { matches: "(?=a)" } } }, "surveys[0].audience.url.matches"],
    [
      { audience: { any: [{}, { not: { traits: { plan: { matches: "(?=a)" } } } }] } },
      "surveys[0].audience.any[1].not.traits.plan.matches",
    ],
    [{ audience: { traits: { traits: { matches: "(?=a)" } } } }, "surveys[0].audience.traits.traits.matches"],
    [
      { audience: { traits: { matches: { matches: "(?=a)" } } } },
      "surveys[0].audience.traits.matches.matches",
    ],
    [
      { triggers: [{ on: "event", name: "a", where: { b: { not: { matches: "(?=a)" } } } }] },
      "surveys[0].triggers[0].where.b.not.matches",
    ],
    [
      { questions: [{ next: [{ when: { not: { answer: "a", matches: "(?=a)" } } }] }] },
      "surveys[0].questions[0].next[0].when.not.matches",
    ],
    [
      { endings: [{ when: { all: [{ trait: "a", matches: "(?=a)" }] } }] },
      "surveys[0].endings[0].when.all[0].matches",
    ],
  ])("finds that of %j", (survey, path) => {
    expect(problems(survey)).toEqual([[path, "a safe regular expression (this one: lookaround at index 0)"]]);
  });

  it.each([
    { audience: { traits: { matches: "(" }, props: { matches: "(" } } },
    { triggers: [{ on: "event", name: "a", where: { matches: "(" } }] },
    { "x-old": { url: { matches: "(" } } },
    { audience: { url: { matches: 7 } } },
    null,
    "matches",
  ])("says nothing of %j", (survey) => {
    expect(problems(survey)).toEqual([]);
  });
});
