import { describe, expect, it } from "vitest";
import { checkManifest } from "../../../widget/manifest/check.ts";
import { patternFault } from "../../../widget/manifest/pattern.ts";
import { makeTemplate, templateOf } from "../../../widget/manifest/template.ts";

describe("the built-in manifest", () => {
  it("is found by its name, and by no other", () => {
    expect(templateOf("csat")).toEqual(makeTemplate("csat"));
    for (const name of ["likert", "NPS", "", "constructor"]) expect(templateOf(name)).toBeUndefined();
  });

  it.each(["nps", "csat", "ces"] as const)(
    "%s passes the check and asks for a score and its reason after 5 s",
    (name) => {
      const manifest = makeTemplate(name);
      expect(checkManifest(JSON.parse(JSON.stringify(manifest)), patternFault)).toEqual({
        manifest: [],
        surveys: new Map(),
        unknownKeys: [],
      });
      expect(manifest.checked).toBe(__FINGERPRINT__);
      expect(manifest.surveys).toHaveLength(1);
      expect(manifest.surveys[0]).toMatchObject({
        id: name,
        triggers: [{ on: "load", after: "5s" }],
        questions: [{ type: name }, { type: "text" }],
      });
      for (const { title } of manifest.surveys[0]?.questions ?? [])
        expect(title).toMatchObject({
          en: expect.any(String),
          "zh-CN": expect.stringMatching(/\p{Script=Han}/u),
        });
    },
  );
});
