import type { SentRecord } from "../../widget/record/schema.ts";

let made = 0;

/** A complete record of `order-nps` as the widget would send it, with fresh id; `parts` overrides its fields. */
export function aRecord(parts: Partial<SentRecord> = {}): SentRecord {
  made += 1;
  const answers = parts.answers ?? { score: 9 };
  const time = new Date().toISOString();
  return {
    id: `record-${String(made).padStart(8, "0")}`,
    rev: 1,
    survey: "order-nps",
    surveyRevision: 1,
    state: "complete",
    shownAt: time,
    changedAt: time,
    path: Object.keys(answers),
    answers,
    trigger: { on: "call" },
    ...parts,
  };
}
