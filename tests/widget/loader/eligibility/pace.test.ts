import { describe, expect, it } from "vitest";
import { isPaceExempt, judgePace, type PaceMemory } from "../../../../widget/loader/eligibility/pace.ts";
import type { Pace, Survey } from "../../../../widget/manifest/schema.ts";

const NOW = Date.UTC(2026, 10, 22);
const DAY = 86_400_000;
const survey = (parts: Partial<Survey>): Survey => ({
  id: "s",
  questions: [{ id: "score", type: "nps", title: "?" }],
  ...parts,
});

describe("the pace", () => {
  it.each<[string, Pace | undefined, PaceMemory, string[]]>([
    ["lets the first prompt come", undefined, { promptedAt: 0, prompts: 0 }, []],
    [
      "keeps 7 days apart by default",
      undefined,
      { promptedAt: NOW - 7 * DAY + 1, prompts: 0 },
      ["pace.cooldown"],
    ],
    ["lets one come after 7 days", undefined, { promptedAt: NOW - 7 * DAY, prompts: 0 }, []],
    [
      "keeps the given time apart",
      { cooldown: "14d" },
      { promptedAt: NOW - 14 * DAY + 1, prompts: 0 },
      ["pace.cooldown"],
    ],
    [
      "lets one come after the given time",
      { cooldown: "14d" },
      { promptedAt: NOW - 14 * DAY, prompts: 0 },
      [],
    ],
    [
      "may never let a second one come",
      { cooldown: "never" },
      { promptedAt: 1, prompts: 0 },
      ["pace.cooldown"],
    ],
    ["lets the first come even so", { cooldown: "never" }, { promptedAt: 0, prompts: 0 }, []],
    [
      "allows one a visit by default",
      { cooldown: "0s" },
      { promptedAt: NOW - 1, prompts: 1 },
      ["pace.perSession"],
    ],
    [
      "allows as many a visit as given",
      { cooldown: "0s", perSession: 3 },
      { promptedAt: NOW, prompts: 2 },
      [],
    ],
    [
      "and not one more",
      { cooldown: "0s", perSession: 3 },
      { promptedAt: NOW, prompts: 3 },
      ["pace.perSession"],
    ],
    ["may allow none at all", { perSession: 0 }, { promptedAt: 0, prompts: 0 }, ["pace.perSession"]],
  ])("%s", (_what, pace, memory, expected) => {
    const refused = judgePace(pace, memory, NOW).filter(([, pass]) => !pass);
    expect(refused.map(([rule]) => rule)).toEqual(expected);
  });

  it.each<[Partial<Survey>, boolean]>([
    [{}, false],
    [{ ignorePace: true }, true],
    [{ ignorePace: false }, false],
    [{ display: { as: "inline", into: "#here" } }, true],
    [{ display: { as: "tab" } }, true],
    [{ display: { as: "popover" } }, false],
    [{ display: { position: "center" } }, false],
  ])("does not apply to %j: %s", (parts, exempt) => {
    expect(isPaceExempt(survey(parts))).toBe(exempt);
  });
});
