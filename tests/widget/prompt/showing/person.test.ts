import { describe, expect, it } from "vitest";
import type { Traits } from "../../../../widget/loader/askling.ts";
import type { Manifest, Survey } from "../../../../widget/manifest/schema.ts";
import { describePerson, type Person } from "../../../../widget/prompt/showing/person.ts";
import type { SurveyRecord } from "../../../../widget/record/schema.ts";

const proof = { signature: "ab".repeat(32), expires: 1_790_000_000 };
const circular: Record<string, unknown> = {};
circular.self = circular;
const traits = { plan: "pro", age: 40 };
const survey: Survey = { id: "s", questions: [{ id: "score", type: "nps", title: "?" }] };

describe("the person, as a record tells them", () => {
  it.each<[string, Person, Partial<Manifest>, Partial<Survey>, SurveyRecord["user"] | undefined]>([
    ["a stranger", { traits: {} }, {}, {}, undefined],
    ["a stranger with traits", { traits }, {}, {}, { traits }],
    ["a known person", { id: "u-7", traits }, {}, {}, { id: "u-7", traits }],
    ["a proven person", { id: "u-7", traits, proof }, {}, {}, { id: "u-7", traits, ...proof }],
    [
      "a person with a proof that no record can carry",
      { id: "u-7", traits, proof: { signature: circular, expires: Number.NaN } } as unknown as Person,
      {},
      {},
      { id: "u-7", traits },
    ],
    ["a proof without a person", { traits, proof }, {}, {}, { traits }],
    [
      "traits that the manifest does not name",
      { traits },
      { recordTraits: ["plan"] },
      {},
      { traits: { plan: "pro" } },
    ],
    ["no trait that the manifest names", { traits }, { recordTraits: [] }, {}, undefined],
    [
      "a person of whom only the id is wanted",
      { id: "u-7", traits },
      { recordTraits: [] },
      {},
      { id: "u-7", traits: {} },
    ],
    [
      "traits that no record can carry",
      { traits: { plan: "pro", list: [], nested: {}, no: Number.NaN, ["n".repeat(101)]: 1 } as Traits },
      {},
      {},
      { traits: { plan: "pro" } },
    ],
    ["anybody in an anonymous survey", { id: "u-7", traits, proof }, {}, { anonymous: true }, undefined],
  ])("%s", (_who, person, manifest, parts, expected) => {
    expect(describePerson(person, { version: 1, surveys: [], ...manifest }, { ...survey, ...parts })).toEqual(
      expected,
    );
  });
});
