import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { manifestSchema, recordSchema } from "../../../.build/schema.ts";
import { aRecord } from "../../support/collectorRecords.ts";
import { ACCEPTED_QUESTIONS, ACCEPTED_SURVEYS, ACCEPTED_TRIGGERS } from "./examples.ts";

const demo: unknown = JSON.parse(
  readFileSync(new URL("../../../demo/surveys.json", import.meta.url), "utf8"),
);
const ajv = new Ajv2020({ allErrors: true, strict: false });
const accepts = ajv.compile(manifestSchema());
const acceptsRecord = ajv.compile(recordSchema());

const aManifest = (parts: object) => ({
  version: 1,
  surveys: [{ id: "s", questions: [{ id: "score", type: "nps", title: "?" }], ...parts }],
});

describe("the manifest's JSON Schema", () => {
  it("accepts the demo's manifest", () => {
    expect([accepts(demo), accepts.errors]).toEqual([true, null]);
  });

  it.each([
    ...ACCEPTED_QUESTIONS.map((question) => ({ questions: [question] })),
    ...ACCEPTED_TRIGGERS.map((trigger) => ({ triggers: [trigger] })),
    ...ACCEPTED_SURVEYS,
  ])("accepts what the check accepts: %j", (parts) => {
    expect([accepts(aManifest(parts)), accepts.errors]).toEqual([true, null]);
  });

  it.each([
    { notice: { text: "Why", url: "HTTPS://shop.example/" } },
    { sender: { "zh-Hant-TW": "商店", EN: "Shop" } },
    { snooze: "1.5h", frequency: { afterAnswer: "never" } },
    ...["", "(a+)+", "[(?=]", "\\(?=", "(?:a|(?<n>b)){2,3}?", "\\\\1", "[\\1]", "\\cA\\x41\\u0041"].map(
      (matches) => ({
        audience: { url: { matches } },
      }),
    ),
  ])("accepts %j", (parts) => {
    expect([accepts(aManifest(parts)), accepts.errors]).toEqual([true, null]);
  });

  it("accepts $schema and keys that begin with x-", () => {
    expect(accepts({ ...aManifest({ "x-owner": { any: 1 } }), $schema: "./manifest.schema.json" })).toBe(
      true,
    );
  });

  it.each([
    [{ id: 7 }, "/surveys/0/id"],
    [{ questions: [] }, "/surveys/0/questions"],
    [{ questions: [{ id: "a", type: "stars", title: "?" }] }, "/surveys/0/questions/0"],
    [{ triggers: [{ on: "hover" }] }, "/surveys/0/triggers/0"],
    [{ display: { as: "popup" } }, "/surveys/0/display/as"],
    [{ revision: 1.5 }, "/surveys/0/revision"],
    [{ audience: { sample: 2 } }, "/surveys/0/audience/sample"],
    [{ tipo: 1 }, "/surveys/0"],
    [{ snooze: "7" }, "/surveys/0/snooze"],
    [{ startAt: "tomorrow" }, "/surveys/0/startAt"],
    [{ id: "two words" }, "/surveys/0/id"],
    [{ notice: { text: "Why", url: "javascript:alert(1)" } }, "/surveys/0/notice/url"],
    [{ sender: {} }, "/surveys/0/sender"],
    [{ questions: [{ id: "a", type: "nps", title: { "no tag": "?" } }] }, "/surveys/0/questions/0/title"],
    [{ triggers: [{ on: "load", after: "5 minutes" }] }, "/surveys/0/triggers/0/after"],
    [{ frequency: { afterAnswer: "Never" } }, "/surveys/0/frequency/afterAnswer"],
    [{ theme: { radius: "wide" } }, "/surveys/0/theme/radius"],
  ])("refuses %j at %s", (parts, path) => {
    expect(accepts(aManifest(parts))).toBe(false);
    expect(accepts.errors?.map((error) => error.instancePath)).toContain(path);
  });

  it.each(["^(?=a)", "a(?!b)", "(?<=a)b", "(?<!a)b", "(a)\\1", "(?<n>a)\\k<n>", "(?i:a)", "a".repeat(2_001)])(
    "refuses the pattern %j",
    (matches) => {
      expect(accepts(aManifest({ audience: { url: { matches } } }))).toBe(false);
      expect(accepts.errors?.map((error) => error.instancePath)).toContain("/surveys/0/audience/url/matches");
    },
  );

  it.each([{}, [], null, { version: 2, surveys: [] }, { version: 1 }])("refuses %j", (manifest) => {
    expect(accepts(manifest)).toBe(false);
  });
});

describe("a record's JSON Schema", () => {
  it("accepts a record and refuses one without its state", () => {
    const { state: _state, ...stateless } = aRecord();
    expect(acceptsRecord(aRecord())).toBe(true);
    expect(acceptsRecord(stateless)).toBe(false);
  });
});
