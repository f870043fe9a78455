import type { Question } from "../../widget/manifest/schema.ts";
import type { Answer } from "../../widget/record/schema.ts";
import type { Comparable } from "./counters/counter.ts";
import { isSameKind } from "./definitions.ts";
import type { CountedRecord } from "./tally.ts";

/** Which side of a main figure an answer is on; passives of an NPS are between. */
export type Side = "promoter" | "passive" | "detractor";

/** The side of a record's answer to a question with a main figure; nothing if it was asked another kind, or has none. */
export function sideIn({ record, asked }: CountedRecord, question: Question): Side | undefined {
  const met = asked.get(question.id);
  if (!met || !isSameKind(met, question)) return undefined;
  return sideOf(
    Object.hasOwn(record.answers, question.id) ? record.answers[question.id] : undefined,
    question,
  );
}

function sideOf(answer: Answer | undefined, { type }: Question): Side | undefined {
  if (type === "thumbs") return answer === "up" ? "promoter" : answer === "down" ? "detractor" : undefined;
  if (typeof answer !== "number" || !Number.isInteger(answer)) return undefined;
  if (type === "nps" && answer >= 0 && answer <= 10)
    return answer >= 9 ? "promoter" : answer >= 7 ? "passive" : "detractor";
  if (type === "csat" && answer >= 1 && answer <= 5) return answer >= 4 ? "promoter" : "detractor";
  if (type === "ces" && answer >= 1 && answer <= 7) return answer >= 5 ? "promoter" : "detractor";
  return undefined;
}

/** How many answers are on which side. */
export type Sides = Record<Side, number>;

/** Sides without an answer yet. */
export function noSides(): Sides {
  return { promoter: 0, passive: 0, detractor: 0 };
}

/** What a main figure is computed from. */
export function comparableOf(sides: Sides, { type }: Question): Comparable {
  const n = sides.promoter + sides.passive + sides.detractor;
  return type === "nps"
    ? { nps: { n, promoters: sides.promoter, detractors: sides.detractor } }
    : { share: { n, hits: sides.promoter } };
}
