import type { Question } from "../../widget/manifest/schema.ts";
import type { SurveyRecord } from "../../widget/record/schema.ts";

/** A score as it was given. */
export interface Score {
  type: "nps" | "csat" | "ces" | "rating";
  value: number;
}

/** From which point on somebody is satisfied; a rating has no agreed one. */
const SATISFIED = { nps: 9, csat: 4, ces: 5, rating: Number.POSITIVE_INFINITY } as const;

type Asked = ReadonlyMap<string, Question>;
type Answered = Pick<SurveyRecord, "answers">;

/** The answered nps, csat, ces and rating questions of a record, in the survey's order. */
function scoresOf({ answers }: Answered, asked: Asked): Score[] {
  return [...asked.values()].flatMap(({ id, type }) => {
    const value = Object.hasOwn(answers, id) ? answers[id] : undefined;
    const isScore = type === "nps" || type === "csat" || type === "ces" || type === "rating";
    return isScore && typeof value === "number" ? [{ type, value }] : [];
  });
}

/** The first score of a record, in the survey's order. */
export function scoreOf(record: Answered, asked: Asked): Score | undefined {
  return scoresOf(record, asked)[0];
}

/** Whether the first nps, csat or ces answer of a record is a satisfied one: nps ≥ 9, csat ≥ 4, ces ≥ 5. */
export function isSatisfied(record: Answered, asked: Asked): boolean {
  const score = scoresOf(record, asked).find(({ type }) => type !== "rating");
  return score !== undefined && score.value >= SATISFIED[score.type];
}

/** The first answer in own words, in the survey's order. */
export function verbatimOf({ answers }: Answered, asked: Asked): string | undefined {
  for (const { id, type } of asked.values()) {
    const answer = Object.hasOwn(answers, id) ? answers[id] : undefined;
    if (type === "text" && typeof answer === "string" && answer.trim() !== "") return answer;
  }
  return undefined;
}
