import {
  bandOf,
  figureKindOf,
  isScored,
  type ScoreType,
  scaleOf,
} from "../../widget/manifest/question-types.ts";
import type { Question } from "../../widget/manifest/schema.ts";
import type { SurveyRecord } from "../../widget/record/schema.ts";

/** A score as it was given. */
interface Score {
  question: Extract<Question, { type: ScoreType }>;
  value: number;
}

type Asked = ReadonlyMap<string, Question>;
type Answered = Pick<SurveyRecord, "answers">;

/** The scores of a record, in the survey's order. */
function scoresOf({ answers }: Answered, asked: Asked): Score[] {
  return [...asked.values()].flatMap((question) => {
    const value = Object.hasOwn(answers, question.id) ? answers[question.id] : undefined;
    return isScored(question) && typeof value === "number" ? [{ question, value }] : [];
  });
}

/** The first score of a record, in the survey's order. */
export function scoreOf(record: Answered, asked: Asked): Score | undefined {
  return scoresOf(record, asked)[0];
}

/**
 * Whether the first score of a record is a good one: nps ≥ 9, csat ≥ 4, ces ≥ 5. Ratings are passed over, since there is
 * no agreed bound for them.
 */
export function isSatisfied(record: Answered, asked: Asked): boolean {
  const score = scoresOf(record, asked).find(({ question }) => figureKindOf(question.type) !== "mean");
  return (
    score !== undefined && bandOf(score.question.type, score.value, scaleOf(score.question).to) === "high"
  );
}

/** The first answer in own words, in the survey's order. */
export function verbatimOf({ answers }: Answered, asked: Asked): string | undefined {
  for (const { id, type } of asked.values()) {
    const answer = Object.hasOwn(answers, id) ? answers[id] : undefined;
    if (type === "text" && typeof answer === "string" && answer.trim() !== "") return answer;
  }
  return undefined;
}
