import { describe, expect, it } from "vitest";
import { createEmitter } from "../../../../widget/loader/emitter.ts";
import { letPageChange } from "../../../../widget/loader/session/before-send.ts";
import type { Settings } from "../../../../widget/loader/settings.ts";
import type { SurveyRecord } from "../../../../widget/record/schema.ts";
import { aRecord } from "../outbox/records.ts";

function change(beforeSend: unknown): { given: SurveyRecord | null; errors: unknown[] } {
  const emitter = createEmitter();
  const errors: unknown[] = [];
  emitter.on("error", (detail) => errors.push(detail));
  return { given: letPageChange(aRecord("r-1"), beforeSend as Settings["beforeSend"], emitter), errors };
}

describe("the page's own beforeSend", () => {
  it("may change a record, or drop it", () => {
    const touched = change((record: SurveyRecord) => ({ ...record, touchpoint: "here" }));
    expect(touched).toEqual({ given: { ...aRecord("r-1"), touchpoint: "here" }, errors: [] });
    expect(change(() => null)).toEqual({ given: null, errors: [] });
    expect(change(undefined)).toEqual({ given: aRecord("r-1"), errors: [] });
  });

  it.each([
    ["returns nothing", () => undefined],
    ["returns a promise", async (record: SurveyRecord) => record],
    ["returns something else", () => "yes"],
    [
      "throws",
      () => {
        throw new Error("no");
      },
    ],
  ])("drops no answer when it %s", (_what, beforeSend) => {
    const { given, errors } = change(beforeSend);
    expect(given).toEqual(aRecord("r-1"));
    expect(errors).toHaveLength(1);
  });

  it("cannot reach the record that is kept by changing its argument", () => {
    const { given } = change((record: SurveyRecord) => {
      record.answers = {};
    });
    expect(given).toEqual(aRecord("r-1"));
  });
});
