import { describe, expect, it } from "vitest";
import { changeIn, draftOf, rebaseDraft, timeLeft } from "../../../server-stub/board/case.ts";

const CASE = {
  ...{ id: "c", version: 1, survey: "s", surveyName: null, touchpoint: null, record: "r", recovered: false },
  ...{
    recoveredAt: null,
    recoveredBy: null,
    level: 1,
    owner: null,
    assigned: null,
    reason: "Queue",
    action: null,
  },
  ...{ openedAt: "2026-11-29T08:00:00.000Z", receivedAt: "2026-11-29T08:00:00.000Z", overdue: false },
  ...{ dueAt: "2026-11-29T10:00:00.000Z", resolveBy: "2026-11-30T10:00:00.000Z", contactedAt: null },
  ...{ resolvedAt: null, escalated: 0, openedBy: "rule", shownAt: "2026-11-29T07:00:00.000Z", answers: {} },
  ...{ score: 2, scoreType: "nps", text: null, traits: {}, props: {}, locale: null, notes: [], history: [] },
  person: { user: null, visitor: null, name: null, email: null, phone: null },
};

describe("the time that is left", () => {
  const now = new Date("2026-11-29T09:00:00.000Z");
  it.each([
    ["open", 3_600_000],
    ["contacted", 25 * 3_600_000],
    ["resolved", undefined],
    ["unreachable", undefined],
    ["withdrawn", undefined],
  ] as const)("of a case that is %s is %s ms", (status, left) => {
    expect(timeLeft({ ...CASE, status }, now)).toBe(left);
  });

  it("is negative once it is over, and nothing where no time was set", () => {
    expect(timeLeft({ ...CASE, status: "open" }, new Date("2026-11-29T10:00:01.000Z"))).toBe(-1_000);
    expect(timeLeft({ ...CASE, status: "contacted", resolveBy: null }, now)).toBeUndefined();
  });
});

describe("a draft", () => {
  const shown = { ...CASE, status: "open" } as const;
  it("changes nothing before anything is typed", () => {
    expect(changeIn(draftOf(shown), shown)).toEqual({});
  });

  it.each([
    [{ reason: " Queue " }, {}],
    [{ reason: "" }, { reason: null }],
    [{ reason: "Fees" }, { reason: "Fees" }],
    [{ action: " Wrote " }, { action: "Wrote" }],
    [{ note: "\n" }, {}],
    [{ note: " Monday " }, { note: "Monday" }],
  ])("with %j typed changes %j", (typed, change) => {
    expect(changeIn({ ...draftOf(shown), ...typed }, shown)).toEqual(change);
  });

  it("takes over what others changed, field by field, save where something was typed", () => {
    const before = { reason: "Queue", action: "", note: "" };
    const after = { reason: "Fees", action: "Wrote", note: "" };
    expect(rebaseDraft(before, before, after)).toEqual(after);
    const typed = { reason: "Queue", action: "Called", note: "Monday" };
    expect(rebaseDraft(typed, before, after)).toEqual({ reason: "Fees", action: "Called", note: "Monday" });
  });
});
