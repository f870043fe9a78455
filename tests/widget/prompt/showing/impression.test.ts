import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { beginShowing } from "../../../../widget/prompt/showing/impression.ts";
import { SurveyRecord } from "../../../../widget/record/schema.ts";

const NOW = Date.UTC(2026, 10, 22);
beforeEach(() => {
  vi.useFakeTimers();
  vi.setSystemTime(NOW);
});
afterEach(() => void vi.useRealTimers());

const survey = {
  id: "order-nps",
  revision: 4,
  touchpoint: "checkout",
  questions: [{ id: "score", type: "nps" as const, title: "?" }],
};
const origin = { trigger: { on: "call" as const }, visitor: "v-1", locale: "en" };

function aShowing() {
  const kept: SurveyRecord[] = [];
  const showing = beginShowing({ survey, origin, keep: async (record) => void kept.push(record) });
  return { showing, kept };
}

describe("a showing", () => {
  it("keeps nothing before its first change", () => {
    expect(aShowing().kept).toEqual([]);
  });

  it("becomes a record with the next revision at every change, under one id", async () => {
    const { showing, kept } = aShowing();
    await showing.change({ state: "shown", path: ["score"], answers: {} });
    vi.setSystemTime(NOW + 5_000);
    await showing.change({ state: "complete", path: ["score"], answers: { score: 9 } });
    expect(kept.map(({ rev }) => rev)).toEqual([1, 2]);
    expect(new Set(kept.map(({ id }) => id)).size).toBe(1);
    expect(kept[1]).toEqual({
      id: showing.record().id,
      rev: 2,
      survey: "order-nps",
      surveyRevision: 4,
      touchpoint: "checkout",
      state: "complete",
      shownAt: "2026-11-22T00:00:00.000Z",
      changedAt: "2026-11-22T00:00:05.000Z",
      path: ["score"],
      answers: { score: 9 },
      ...origin,
    });
    for (const record of kept) expect(SurveyRecord.safeParse(record).success).toBe(true);
  });

  it("has an id of its own", () => {
    expect(aShowing().showing.record().id).not.toBe(aShowing().showing.record().id);
  });
});
