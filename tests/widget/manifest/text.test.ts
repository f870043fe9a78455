import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Question } from "../../../widget/manifest/schema.ts";
import {
  chooseLocale,
  chooseText,
  type FillContext,
  fillText,
  fillUrl,
} from "../../../widget/manifest/text.ts";

describe("the choice of a language", () => {
  it.each<[string, string[], string]>([
    // Exact tag, whatever its case.
    ["de-AT", ["de", "de-AT", "en"], "de-AT"],
    ["DE-at", ["de", "de-AT"], "de-AT"],
    ["zh-hk", ["zh-TW", "zh-HK"], "zh-HK"],
    ["zh_CN", ["en", "zh-CN"], "zh-CN"],
    ["pt-BR", ["pt_BR", "en"], "pt_BR"],
    // Chinese by script.
    ["zh-HK", ["zh-CN", "zh-TW", "zh", "en"], "zh-TW"],
    ["zh-MO", ["zh-CN", "zh-TW"], "zh-TW"],
    ["zh-Hant", ["zh-CN", "zh-TW"], "zh-TW"],
    ["zh-Hant-HK", ["zh-CN", "zh-TW"], "zh-TW"],
    ["zh-TW", ["zh-CN", "zh-Hant"], "zh-Hant"],
    ["zh-HK", ["zh-CN", "zh-MO"], "zh-MO"],
    ["zh-SG", ["zh-TW", "zh-CN"], "zh-CN"],
    ["zh-Hans", ["zh-TW", "zh-CN"], "zh-CN"],
    ["zh-Hans-HK", ["zh-TW", "zh-CN"], "zh-CN"],
    ["zh", ["zh-TW", "zh-CN", "en"], "zh-CN"],
    ["zh-CN", ["zh-TW", "zh-Hans"], "zh-Hans"],
    ["zh-CN", ["zh-TW", "zh"], "zh"],
    ["zh-HK", ["zh", "en"], "zh"],
    // The other script is still Chinese: another region of the language.
    ["zh-TW", ["en", "zh-CN"], "zh-CN"],
    ["zh-CN", ["en", "zh-TW"], "zh-TW"],
    // The language.
    ["de-CH", ["de-AT", "de", "en"], "de"],
    ["sr-Latn-RS", ["en", "sr"], "sr"],
    // Another region of it.
    ["de-CH", ["en", "de-AT"], "de-AT"],
    ["pt", ["en", "pt-BR"], "pt-BR"],
    ["en-GB", ["de", "en-US"], "en-US"],
    // A language is more than its first letters.
    ["fil-PH", ["fi", "en"], "en"],
    ["zha", ["zh-CN", "en"], "en"],
    // English, then the first.
    ["ja", ["de", "en", "fr"], "en"],
    ["ja", ["de", "en-US", "fr"], "de"],
    ["ja", ["fr", "de"], "fr"],
    ["", ["fr", "en"], "en"],
  ])("for %j from %j takes %s", (locale, available, expected) => {
    expect(chooseLocale(locale, available)).toBe(expected);
  });

  const tag = () =>
    fc.constantFrom(
      "en",
      "en-US",
      "de",
      "de-AT",
      "zh",
      "zh-CN",
      "zh-TW",
      "zh-HK",
      "zh-Hant",
      "pt-BR",
      "ar",
      "fil",
    );

  it("takes one of those there are, whatever is asked for", () => {
    fc.assert(
      fc.property(
        fc.oneof(tag(), fc.string()),
        fc.uniqueArray(tag(), { minLength: 1 }),
        (locale, available) => {
          expect(available).toContain(chooseLocale(locale, available));
        },
      ),
    );
    expect(chooseLocale("en", [])).toBeUndefined();
  });

  it("takes the exact tag wherever it stands and however it is cased", () => {
    fc.assert(
      fc.property(fc.uniqueArray(tag(), { minLength: 1 }), fc.nat(), (available, at) => {
        const exact = available[at % available.length] ?? "";
        expect(chooseLocale(exact.toUpperCase(), available)).toBe(exact);
      }),
    );
  });

  it("gives a text in that language, a plain string as it is, and nothing for none", () => {
    expect(chooseText({ en: "Hello", "zh-CN": "您好" }, "zh-SG")).toBe("您好");
    expect(chooseText("Hello", "zh-CN")).toBe("Hello");
    expect(chooseText(undefined, "en")).toBe("");
    expect(chooseText({}, "en")).toBe("");
  });
});

const questions: Question[] = [
  { id: "score", type: "nps", title: "?" },
  {
    id: "why",
    type: "single",
    title: "?",
    options: [
      { id: "price", label: { en: "The price", "zh-CN": "价格" } },
      { id: "a/b&c", label: "Speed & care" },
    ],
  },
  { id: "free", type: "single", title: "?", other: true, options: [{ id: "price", label: "The price" }] },
  {
    id: "which",
    type: "multi",
    title: "?",
    options: [
      { id: "x", label: "First" },
      { id: "y", label: "Second" },
    ],
  },
  {
    id: "advisers",
    type: "matrix",
    title: "?",
    rows: [{ id: "attitude", label: "Attitude" }],
    columns: [{ id: "good", label: "Very good" }],
    na: "No idea",
  },
  { id: "sat", type: "csat", title: "?", na: { en: "Not used", "zh-CN": "没用过" } },
];
const context: FillContext = {
  locale: "en",
  questions,
  answers: {
    score: 9,
    why: "price",
    which: ["y", { other: "mine" }, "x"],
    advisers: { attitude: "good", skill: "na" },
    free: { other: "price" },
    sat: "na",
    empty: "",
    text: "{{trait.name}} & <b>$&</b>",
  },
  traits: { name: "Ann {{answer.score}}", vip: true, zero: 0, "first name": "Ann" },
  props: { amount: 80.5, none: null },
};

describe("a text with placeholders", () => {
  it.each([
    ["You said {{answer.score}}.", "You said 9."],
    ["{{answer.why}}", "The price"],
    ["{{answer.which}}", "Second, mine, First"],
    ["{{answer.advisers.attitude}}", "Very good"],
    ["{{answer.advisers.skill}}", "No idea"],
    ["{{answer.advisers}}", "Very good, No idea"],
    ["{{answer.sat}}", "Not used"],
    ["{{answer.free}}", "price"],
    ["{{ answer.score }}", "9"],
    ["{{trait.vip}}, {{trait.zero}}, {{prop.amount}}", "true, 0, 80.5"],
    ["{{trait.first name}}", "Ann"],
    ["Hello {{trait.nick|friend}}", "Hello friend"],
    ["Hello {{trait.nick | dear friend }}!", "Hello dear friend!"],
    ["Hello {{trait.nick}}!", "Hello !"],
    ["{{trait.nick|}}.", "."],
    ["{{prop.none|nothing}}", "nothing"],
    ["{{answer.empty|empty}}", "empty"],
    ["{{answer.score|none}}", "9"],
    ["{{trait.toString|none}}", "none"],
    ["{{trait.__proto__|none}}", "none"],
    ["{{answer.score}}{{answer.score}}", "99"],
    ["{answer.score} {{other.score}} {{answer}}", "{answer.score} {{other.score}} {{answer}}"],
  ])("%j becomes %j", (text, expected) => {
    expect(fillText(text, context)).toBe(expected);
  });

  it("takes a choice's label in the reader's language", () => {
    expect(
      fillText(
        { en: "Why {{answer.why}}?", "zh-CN": "为什么{{answer.why}}？" },
        { ...context, locale: "zh-CN" },
      ),
    ).toBe("为什么价格？");
  });

  it("leaves markup, placeholders and dollar signs in a value as they are", () => {
    expect(fillText("{{answer.text}}", context)).toBe("{{trait.name}} & <b>$&</b>");
    expect(fillText("{{trait.name}}", context)).toBe("Ann {{answer.score}}");
  });

  it("shows the id of a choice that the survey no longer knows", () => {
    expect(fillText("{{answer.why}}", { ...context, answers: { why: "gone" } })).toBe("gone");
  });

  it("never fills in what was filled in, whatever it is", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.constantFrom("trait", "prop", "answer"), (value, kind) => {
        const all = { a: value };
        const filled = fillText(`<{{${kind}.a}}>`, { locale: "en", answers: all, traits: all, props: all });
        expect(filled).toBe(`<${value}>`);
      }),
    );
    expect(fillText("{{trait.a}}", { locale: "en", traits: { a: "{{trait.a}}" } })).toBe("{{trait.a}}");
  });

  it("stays as it is without placeholders", () => {
    fc.assert(
      fc.property(
        fc.string().filter((text) => !text.includes("{{")),
        (text) => {
          expect(fillText(text, context)).toBe(text);
        },
      ),
    );
  });
});

describe("a url with placeholders", () => {
  it.each([
    ["https://shop.example/refer?score={{answer.score}}", "https://shop.example/refer?score=9"],
    ["/r?why={{answer.why}}", "/r?why=price"],
    ["/r?which={{answer.which}}", "/r?which=y%2C%20mine%2C%20x"],
    ["/r?to={{prop.to|a b&c}}", "/r?to=a%20b%26c"],
    ["/r?to={{prop.to}}", "/r?to="],
    ["{{answer.text}}", "%7B%7Btrait.name%7D%7D%20%26%20%3Cb%3E%24%26%3C%2Fb%3E"],
  ])("%j becomes %j", (url, expected) => {
    expect(fillUrl(url, context)).toBe(expected);
  });

  it("names a choice by its id, percent-encoded", () => {
    expect(fillUrl("/r/{{answer.why}}", { ...context, answers: { why: "a/b&c" } })).toBe("/r/a%2Fb%26c");
  });

  it("can always be read back, half surrogate pairs aside", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", minLength: 1 }), (value) => {
        const url = fillUrl("https://shop.example/?a={{trait.a}}&b=1", {
          locale: "en",
          traits: { a: value },
        });
        expect(url).toBe(`https://shop.example/?a=${encodeURIComponent(value)}&b=1`);
      }),
    );
    expect(fillUrl("/{{trait.a}}", { locale: "en", traits: { a: "a\uD83D" } })).toBe("/a%EF%BF%BD");
    expect(fillUrl("/{{trait.a}}", { locale: "en", traits: { a: "\uDE00a😀" } })).toBe(
      "/%EF%BF%BDa%F0%9F%98%80",
    );
  });
});
