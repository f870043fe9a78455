import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkManifest, formatProblem } from "../../../widget/manifest/check.ts";
import { patternFault } from "../../../widget/manifest/pattern.ts";
import { ACCEPTED_QUESTIONS, ACCEPTED_SURVEYS, ACCEPTED_TRIGGERS, REFUSED_SURVEYS } from "./examples.ts";

const demo: unknown = JSON.parse(
  readFileSync(new URL("../../../demo/surveys.json", import.meta.url), "utf8"),
);

const aQuestion = { id: "score", type: "nps", title: "How likely?" };
const aSurvey = (parts: object = {}) => ({ id: "s", questions: [aQuestion], ...parts });
const aManifest = (...surveys: unknown[]) => ({ version: 1, surveys });

/** Everything found, in sentences. */
function sentences(input: unknown): string[] {
  const { manifest, surveys, unknownKeys } = checkManifest(input, patternFault);
  return [...manifest, ...[...surveys.values()].flat(), ...unknownKeys].map(formatProblem);
}

describe("a manifest that is right", () => {
  it("is the demo's", () => {
    expect(sentences(demo)).toEqual([]);
  });

  it.each([
    ["without any survey", { version: 1, surveys: [] }],
    ["with a pace", { version: 1, pace: { cooldown: "14d", perSession: 1 }, surveys: [] }],
    ["that never asks by itself", { version: 1, pace: { perSession: 0 }, surveys: [] }],
    ["paused", { version: 1, paused: true, surveys: [] }],
    ["that keeps queries", { version: 1, keepQuery: true, recordTraits: ["plan"], surveys: [] }],
    ["with a theme", { version: 1, theme: { accent: "#2457ff", radius: 12 }, surveys: [] }],
    ["with a stamp", { version: 1, checked: "abc", surveys: [] }],
    [
      "with keys of others everywhere",
      {
        $schema: "./manifest.schema.json",
        "x-note": 1,
        version: 1,
        pace: { "x-why": "so" },
        theme: { $schema: "x" },
        surveys: [
          {
            ...aSurvey({ "x-owner": "ops", $schema: "y", audience: { "x-a": 1, any: [{ "x-b": 2 }] } }),
            display: { "x-c": {} },
            frequency: { "x-d": [] },
            triggers: [{ on: "load", "x-e": null }],
            questions: [
              { ...aQuestion, "x-f": 1, when: { trait: "plan", is: "pro", "x-g": 1 } },
              {
                id: "why",
                type: "single",
                title: "?",
                options: [{ id: "a", label: "A", "x-h": 1 }],
                next: [{ goto: "end", "x-i": 1, when: { not: { prop: "a", "x-j": 1 }, "x-k": 1 } }],
              },
            ],
            endings: [{ title: "Bye", "x-l": 1, link: { label: "l", url: "/", "x-m": 1 } }],
            notice: { text: "Why", "x-n": 1 },
          },
        ],
      },
    ],
  ])("%s", (_what, manifest) => {
    expect(sentences(manifest)).toEqual([]);
  });

  it.each(ACCEPTED_QUESTIONS)("asks %j", (question) => {
    expect(sentences(aManifest(aSurvey({ questions: [question] })))).toEqual([]);
  });

  it.each(ACCEPTED_TRIGGERS)("shows on %j", (trigger) => {
    expect(sentences(aManifest(aSurvey({ triggers: [trigger] })))).toEqual([]);
  });

  it.each(ACCEPTED_SURVEYS)("says of a survey %j", (parts) => {
    expect(sentences(aManifest(aSurvey(parts)))).toEqual([]);
  });
});

describe("a manifest that is wrong as a whole", () => {
  it.each<[unknown, string]>([
    [undefined, "the manifest: found nothing, expected an object"],
    [null, "the manifest: found null, expected an object"],
    [[], "the manifest: found [], expected an object"],
    ["text", 'the manifest: found "text", expected an object'],
    [{ version: 2, surveys: [] }, "version: found 2, expected 1"],
    [{ surveys: [] }, "version: found nothing, expected 1"],
    [{ version: "1", surveys: [] }, 'version: found "1", expected 1'],
    [{ version: 1 }, "surveys: found nothing, expected a list"],
    [{ version: 1, surveys: {} }, "surveys: found {}, expected a list"],
    [{ version: 1, surveys: [], paused: "yes" }, 'paused: found "yes", expected true or false'],
    [
      { version: 1, surveys: [], pace: { cooldown: "2 weeks" } },
      'pace.cooldown: found "2 weeks", expected a duration such as "30s", "2h" or "90d"',
    ],
    [
      { version: 1, surveys: [], pace: { perSession: 1.5 } },
      "pace.perSession: found 1.5, expected a whole number",
    ],
    [{ version: 1, surveys: [], recordTraits: [1] }, "recordTraits[0]: found 1, expected a text"],
    [
      { version: 1, surveys: [], paces: {} },
      'paces: found the key "paces", expected one of the keys version, pace, surveys, theme, paused, keepQuery, recordTraits, checked',
    ],
  ])("%j: %s", (manifest, sentence) => {
    expect(sentences(manifest)).toEqual([sentence]);
  });
});

describe("a survey that is wrong", () => {
  it.each(REFUSED_SURVEYS)("%j: %s", (parts, path, found, expected) => {
    const { manifest, surveys, unknownKeys } = checkManifest(aManifest(aSurvey(parts)), patternFault);
    expect({ manifest, unknownKeys }).toEqual({ manifest: [], unknownKeys: [] });
    expect(surveys.get(0)).toEqual([
      expect.objectContaining({
        path: `surveys[0]${path}`,
        found,
        expected: expect.stringContaining(expected),
      }),
    ]);
  });

  it.each([null, 1, "s", []])("%j is no survey", (survey) => {
    expect(checkManifest(aManifest(survey), patternFault).surveys.get(0)).toEqual([
      { path: "surveys[0]", found: JSON.stringify(survey), expected: "an object" },
    ]);
  });

  it("leaves the others", () => {
    const { manifest, surveys, unknownKeys } = checkManifest(
      aManifest(aSurvey({ id: "a" }), aSurvey({ id: "b", questions: [] }), aSurvey({ id: "c" }), { id: "d" }),
      patternFault,
    );
    expect({ manifest, unknownKeys }).toEqual({ manifest: [], unknownKeys: [] });
    expect([...surveys.keys()]).toEqual([1, 3]);
    expect(surveys.get(1)?.map(formatProblem)).toEqual([
      "surveys[1].questions: found [], expected a list of at least 1",
    ]);
  });

  it("may be wrong in several ways at once", () => {
    const survey = aSurvey({ revision: 0, page: "all", questions: [{ id: "a b", type: "nps", title: "" }] });
    expect(sentences(aManifest(survey)).map((sentence) => sentence.split(":")[0])).toEqual([
      "surveys[0].revision",
      "surveys[0].page",
      "surveys[0].questions[0].id",
      "surveys[0].questions[0].title",
    ]);
  });

  it("is the second of two with one id", () => {
    const { surveys } = checkManifest(aManifest(aSurvey(), aSurvey({ id: "t" }), aSurvey()), patternFault);
    expect([...surveys.values()].flat().map(formatProblem)).toEqual([
      'surveys[2].id: found "s", expected an id that no other survey has',
    ]);
  });
});

describe("a key that nobody knows", () => {
  it.each<[object, string, string]>([
    [{ anonimous: true }, "surveys[0].anonimous", "anonymous"],
    [{ display: { at: "popover" } }, "surveys[0].display.at", "as"],
    [{ triggers: [{ on: "load", afer: "5s" }] }, "surveys[0].triggers[0].afer", "after"],
    [{ audience: { any: [{ urls: "x" }] } }, "surveys[0].audience.any[0].urls", "url"],
    [{ questions: [{ ...aQuestion, tittle: "T" }] }, "surveys[0].questions[0].tittle", "title"],
    [
      { questions: [{ ...aQuestion, when: { trait: "a", equal: 1 } }] },
      "surveys[0].questions[0].when.equal",
      "is",
    ],
    [{ endings: [{ title: "Bye", text: "x" }] }, "surveys[0].endings[0].text", "title"],
    [{ theme: { color: "red" } }, "surveys[0].theme.color", "accent"],
    [{ "y-note": 1 }, "surveys[0].y-note", "notice"],
  ])("%j is told apart, with those that would be right, and the survey stays", (parts, path, known) => {
    const { manifest, surveys, unknownKeys } = checkManifest(aManifest(aSurvey(parts)), patternFault);
    expect({ manifest, surveys: surveys.size }).toEqual({ manifest: [], surveys: 0 });
    expect(unknownKeys).toHaveLength(1);
    expect(unknownKeys[0]).toMatchObject({ path, unknown: { key: true } });
    expect(unknownKeys[0]?.unknown?.known).toContain(known);
  });
});

describe("the check of a manifest", () => {
  const text = fc.oneof(
    fc.string(),
    fc.constantFrom(
      "nps",
      "load",
      "event",
      "end",
      "score",
      "2h",
      "never",
      "en",
      "__proto__",
      "x-a",
      "$schema",
    ),
  );
  const keys = fc.constantFrom(
    ..."version pace surveys theme id questions type title when next goto options triggers on name after".split(
      " ",
    ),
    ..."audience any not all answer is in matches frequency limit display endings label url x-a constructor".split(
      " ",
    ),
  );
  const json = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: "medium" },
      text,
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie("value"), { maxLength: 3 }),
      fc.dictionary(fc.oneof(keys, text), tie("value"), { maxKeys: 5 }),
    ),
  })).value;

  it("never throws, and says path, found and expected of whatever it finds", () => {
    const whole = (problem: object) =>
      expect(problem).toMatchObject({
        path: expect.any(String),
        found: expect.stringMatching(/./),
        expected: expect.stringMatching(/./),
      });
    fc.assert(
      fc.property(
        fc.oneof(
          json,
          fc.array(json).map((surveys) => ({ version: 1, surveys })),
        ),
        (input) => {
          const { manifest, surveys, unknownKeys } = checkManifest(input, patternFault);
          for (const problem of [...manifest, ...[...surveys.values()].flat(), ...unknownKeys])
            whole(problem);
        },
      ),
      { numRuns: 400 },
    );
  });

  it("takes no wrong value in any place of a survey for a right one", () => {
    const parts = fc.record({ questions: fc.array(json) });
    fc.assert(
      fc.property(parts, (broken) => {
        const fine = (broken.questions as { id?: unknown; type?: unknown; title?: unknown }[]).every(
          (question) => question && typeof question.id === "string" && typeof question.type === "string",
        );
        fc.pre(!fine || !broken.questions.length);
        expect(checkManifest(aManifest(aSurvey(broken)), patternFault).surveys.has(0)).toBe(true);
      }),
    );
  });

  it("leaves what it judges as it is", () => {
    const input = JSON.stringify(demo);
    const parsed: unknown = JSON.parse(input);
    checkManifest(parsed, patternFault);
    expect(JSON.stringify(parsed)).toBe(input);
  });
});
