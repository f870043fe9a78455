import type { SurveyRecord } from "../../../widget/record/schema.ts";

/** Midnight of 22 November 2026, UTC. */
export const NOW = Date.UTC(2026, 10, 22);

/** A record as the widget keeps it; `parts` overrides its fields. */
export function aRecord(id: string, parts: Partial<SurveyRecord> = {}): SurveyRecord {
  const time = new Date(NOW).toISOString();
  return {
    id,
    rev: 1,
    survey: "order-nps",
    surveyRevision: 1,
    state: "complete",
    shownAt: time,
    changedAt: time,
    path: ["score"],
    answers: { score: 9 },
    trigger: { on: "call" },
    ...parts,
  };
}

/** A showing without answers. */
export const aShowing = (id: string, parts: Partial<SurveyRecord> = {}) =>
  aRecord(id, { state: "shown", path: [], answers: {}, ...parts });

/** `shownAt` so many milliseconds before now. */
export const shownAgo = (ms: number) => ({ shownAt: new Date(NOW - ms).toISOString() });
