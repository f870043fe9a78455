import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fitRecord } from "../../../../widget/loader/outbox/fit-record.ts";
import type { SurveyRecord } from "../../../../widget/record/schema.ts";
import { aRecord } from "./records.ts";

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
