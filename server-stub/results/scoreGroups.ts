import {
  type Band,
  bandOf,
  figureKindOf,
  isOnScale,
  isScored,
  scaleOf,
} from "../../widget/manifest/question-types.ts";
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

const SIDES: Record<Band, Side> = { high: "promoter", middle: "passive", low: "detractor" };

function sideOf(answer: Answer | undefined, question: Question): Side | undefined {
  const { type } = question;
  const scale = isScored(question) ? scaleOf(question) : undefined;
  if (scale && !isOnScale(answer, scale)) return undefined;
  const band = bandOf(type, answer, scale?.to ?? 0);
  const kind = figureKindOf(type);
  if (!band || !kind) return undefined;
  switch (kind) {
    case "points":
      return SIDES[band];
    case "share":
      return band === "high" ? "promoter" : "detractor";
    case "mean":
      return undefined;
  }
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
  return figureKindOf(type) === "points"
    ? { nps: { n, promoters: sides.promoter, detractors: sides.detractor } }
    : { share: { n, hits: sides.promoter } };
}
