import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fitRecord } from "../../../widget/record/fit-record.ts";
import type { SurveyRecord } from "../../../widget/record/schema.ts";
import { aRecord } from "../delivery/records.ts";

const bytes = (value: unknown) => new TextEncoder().encode(JSON.stringify(value)).length;
const withExtras = (props: Record<string, string>, traits: Record<string, string>): SurveyRecord =>
  aRecord("record-1", { trigger: { on: "event", name: "order_paid", props }, user: { id: "u-7", traits } });

describe("a record that is to be taken", () => {
  it("stays as it is within 16 KB", () => {
    const record = withExtras({ note: "x".repeat(15_000) }, { plan: "pro" });
    expect(fitRecord(record)).toBe(record);
  });

  it("does without the largest of what the page gave to it, and keeps the rest", () => {
    const record = withExtras(
      { html: "x".repeat(20_000), amount: "80" },
      { plan: "pro", bio: "好".repeat(2_000) },
    );
    expect(fitRecord(record)).toEqual(withExtras({ amount: "80" }, { plan: "pro", bio: "好".repeat(2_000) }));
    expect(record.trigger.props).toHaveProperty("html");
  });

  it.each(["x", "好", "😀"])(
    "loses no answer: only the ends of the longest texts of %s are cut",
    (letter) => {
      const short = "short";
      const answers = { score: 3, short, one: letter.repeat(9_000), other: letter.repeat(9_000) };
      const fitted = fitRecord(aRecord("record-1", { answers }));
      expect(bytes(fitted)).toBeLessThanOrEqual(16_000);
      expect(fitted.answers).toMatchObject({ score: 3, short });
      for (const name of ["one", "other"] as const) {
        expect(answers[name].startsWith(String(fitted.answers[name]))).toBe(true);
        expect(bytes(fitted.answers[name])).toBeGreaterThan(5_000);
      }
    },
  );

  it.each<[string, Partial<SurveyRecord>, Partial<SurveyRecord>]>([
    [
      "addresses",
      { page: { url: `https://shop.example/${"a".repeat(1_900)}`, referrer: "r".repeat(2_000) } },
      { page: { url: `https://shop.example/${"a".repeat(1_900)}` } },
    ],
    [
      "an address",
      { page: { url: `https://shop.example/${"a".repeat(9_000)}`, referrer: "https://mail.example/" } },
      { page: { url: "https://shop.example", referrer: "https://mail.example/" } },
    ],
    [
      "an address that the page has put in",
      { page: { url: `https://${"x".repeat(20_000)}`, referrer: "https://mail.example/" } },
      { page: { url: `https://${"x".repeat(92)}`, referrer: "https://mail.example/" } },
    ],
    [
      "a user's id",
      { user: { id: "u".repeat(9_000), traits: { plan: "pro" }, expires: 1 } },
      { user: { traits: { plan: "pro" }, expires: 1 } },
    ],
    [
      "a signature",
      { user: { id: "u-7", traits: {}, signature: "f".repeat(9_000) } },
      { user: { id: "u-7", traits: {} } },
    ],
    [
      "an event's name",
      { trigger: { on: "event", name: "n".repeat(9_000), props: { amount: 80 } } },
      { trigger: { on: "event", props: { amount: 80 } } },
    ],
    ["a touchpoint", { touchpoint: "t".repeat(9_000), locale: "en" }, { locale: "en" }],
    [
      "what no record has",
      { extra: { deep: "x".repeat(9_000) } } as Partial<SurveyRecord>,
      { extra: {} } as Partial<SurveyRecord>,
    ],
  ])("does without %s rather than without a word of the respondent", (_what, given, left) => {
    const answers = { score: 3, reason: "好".repeat(4_200) };
    const record = aRecord("record-1", { answers, ...given });
    expect(bytes(record)).toBeGreaterThan(16_000);
    expect(fitRecord(record)).toEqual(aRecord("record-1", { answers, ...left }));
  });

  it("does without no more of thousands of traits than it must, and at once", () => {
    const traits = Object.fromEntries(
      Array.from({ length: 20_000 }, (_, at) => [`trait ${at}`, "x".repeat(at % 9)]),
    );
    const begun = performance.now();
    const fitted = fitRecord(aRecord("record-1", { user: { traits } }));
    expect(performance.now() - begun).toBeLessThan(2_000);
    expect(bytes(fitted)).toBeLessThanOrEqual(16_000);
    expect(bytes(fitted)).toBeGreaterThan(15_800);
  });

  it("cuts texts wherever they stand in the answers, and no ids", () => {
    const other = "好".repeat(2_000);
    const options = Array.from({ length: 60 }, (_, index) => `${index}`.padEnd(100, "i"));
    const answers = {
      choice: { other },
      choices: [...options, { other }],
      contact: { name: other, consent: true },
      score: 3,
    };
    const fitted = fitRecord(aRecord("record-1", { answers }));
    expect(bytes(fitted)).toBeLessThanOrEqual(16_000);
    expect(bytes(fitted)).toBeGreaterThan(12_000);
    expect(fitted.answers).toMatchObject({ score: 3, contact: { consent: true } });
    expect(Object(fitted.answers.choices).slice(0, 60)).toEqual(options);
    expect(JSON.stringify(fitted.answers.choice)).toMatch(/^\{"other":"好+"\}$/);
  });

  it("has at most 16 KB with its age, whatever the page gave to it", () => {
    const extras = fc.dictionary(
      fc.string({ maxLength: 20 }),
      fc.nat(9_000).map((length) => "é".repeat(length)),
    );
    fc.assert(
      fc.property(extras, extras, (props, traits) => {
        const fitted = fitRecord(withExtras(props, traits));
        expect(bytes({ ...fitted, ageMs: 2_592_000_000 })).toBeLessThanOrEqual(16_000);
        expect(fitted.answers).toEqual({ score: 9 });
      }),
    );
  });
});
