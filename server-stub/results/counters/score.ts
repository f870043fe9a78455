import {
  type Band,
  bandOf,
  describeType,
  figureKindOf,
  isOnScale,
  type ScoreType,
  scaleOf,
} from "../../../widget/manifest/question-types.ts";
import type { Question } from "../../../widget/manifest/schema.ts";
import type { TypeFigures } from "../../answers/results.ts";
import { npsInterval, shareInterval } from "../intervals.ts";
import type { Counter } from "./counter.ts";

/** Scores of a scale: how often each was given, and the figure that stands for the question. */
export function countScores(question: Extract<Question, { type: ScoreType }>): Counter {
  const { type } = question;
  const scale = scaleOf(question);
  const counts = new Map<number, number>();
  for (let score = scale.from; score <= scale.to; score++) counts.set(score, 0);
  let n = 0;
  let sum = 0;
  const countOf = (band: Band) => {
    let total = 0;
    for (const [score, count] of counts) if (bandOf(type, score, scale.to) === band) total += count;
    return total;
  };
  const mean = () => ({ mean: n ? sum / n : null });
  const counter = (figures: () => TypeFigures): Counter => ({
    add(answer) {
      if (!isOnScale(answer, scale)) return false;
      counts.set(answer, (counts.get(answer) ?? 0) + 1);
      n += 1;
      sum += answer;
      return true;
    },
    figures: () => ({ ...figures(), counts: Object.fromEntries(counts) }),
  });
  const { figure = "mean" } = describeType(type);
  switch (figureKindOf(type)) {
    case "points": {
      const parts = () => ({ n, promoters: countOf("high"), detractors: countOf("low") });
      const figures = () => {
        const { promoters, detractors } = parts();
        return {
          [figure]: n ? (100 * (promoters - detractors)) / n : null,
          ci95: npsInterval(parts()),
          promoters,
          passives: n - promoters - detractors,
          detractors,
        };
      };
      return { ...counter(figures), comparable: () => ({ nps: parts() }) };
    }
    case "share": {
      const share = () => ({ hits: countOf("high"), n });
      const figures = () => ({
        [figure]: n ? share().hits / n : null,
        ci95: shareInterval(share().hits, n),
        ...mean(),
      });
      return { ...counter(figures), comparable: () => ({ share: share() }) };
    }
    default:
      return counter(mean);
  }
}
