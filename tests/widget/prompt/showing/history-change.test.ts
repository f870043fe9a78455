import { describe, expect, it } from "vitest";
import type { SurveyHistory } from "../../../../widget/loader/eligibility/frequency.ts";
import type { Survey } from "../../../../widget/manifest/schema.ts";
import { historyChange } from "../../../../widget/prompt/showing/history-change.ts";
import type { SurveyRecord } from "../../../../widget/record/schema.ts";
import { aRecord, aShowing, NOW } from "../../delivery/records.ts";

const survey: Survey = { id: "s", snooze: "7d", questions: [{ id: "score", type: "nps", title: "?" }] };
const begun = aShowing("record-1", { rev: 0 });
const partial = aRecord("record-1", { state: "partial" });

describe("what a change of a record says of how often to ask", () => {
  it.each<[string, SurveyRecord, SurveyRecord, Partial<SurveyHistory> | undefined]>([
    ["a showing says nothing yet", begun, aShowing("record-1"), undefined],
    ["the first answer counts as answered", aShowing("record-1"), partial, { answeredAt: NOW }],
    ["a further answer says nothing new", partial, { ...partial, rev: 2, answers: { score: 3 } }, undefined],
    ["the end counts as answered", partial, aRecord("record-1", { rev: 2 }), { answeredAt: NOW }],
    [
      "closing without an answer counts as closed",
      begun,
      aShowing("record-1", { state: "dismissed" }),
      { dismissedAt: NOW },
    ],
    [
      "closing after an answer counts as answered",
      partial,
      { ...partial, state: "dismissed" },
      { answeredAt: NOW },
    ],
    [
      "the end without an answer counts as closed",
      begun,
      aShowing("record-1", { state: "complete" }),
      { dismissedAt: NOW },
    ],
    [
      "asking to be asked later sets the time",
      begun,
      aShowing("record-1", { state: "snoozed" }),
      { snoozedUntil: NOW + 7 * 86_400_000 },
    ],
  ])("%s", (_what, before, after, expected) => {
    const edit = historyChange(before, after, survey, NOW);
    if (!expected) return expect(edit).toBeUndefined();
    const history: SurveyHistory = { shown: 1, shownAt: NOW };
    edit?.(history);
    expect(history).toEqual({ shown: 1, shownAt: NOW, ...expected });
  });
});
