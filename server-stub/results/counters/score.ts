import type { TypeFigures } from "../../answers/results.ts";
import { npsInterval, shareInterval } from "../intervals.ts";
import type { Comparable, Counter } from "./counter.ts";

/** How often each point of a scale was chosen. */
interface Scores {
  n: number;
  sum: number;
  counts: ReadonlyMap<number, number>;
}

interface Scale {
  least: number;
  most: number;
  figures(scores: Scores): TypeFigures;
  comparable?(scores: Scores): Comparable;
}

function countScores({ least, most, figures, comparable }: Scale): Counter {
  const counts = new Map<number, number>();
  for (let point = least; point <= most; point++) counts.set(point, 0);
  const scores = { n: 0, sum: 0, counts };
  return {
    add(answer) {
      if (typeof answer !== "number" || !counts.has(answer)) return false;
      counts.set(answer, (counts.get(answer) ?? 0) + 1);
      scores.n += 1;
      scores.sum += answer;
      return true;
    },
    figures: () => ({ ...figures(scores), counts: Object.fromEntries(counts) }),
    ...(comparable ? { comparable: () => comparable(scores) } : {}),
  };
}

function between({ counts }: Scores, least: number, most: number): number {
  let total = 0;
  for (const [point, count] of counts) if (point >= least && point <= most) total += count;
  return total;
}

const meanOf = ({ n, sum }: Scores) => (n ? sum / n : null);
const shareOf = (hits: number, n: number) => (n ? hits / n : null);

/** NPS: 100 × (promoters 9–10 − detractors 0–6) ÷ n. */
export function countNps(): Counter {
  const parts = (scores: Scores) => ({
    n: scores.n,
    promoters: between(scores, 9, 10),
    detractors: between(scores, 0, 6),
  });
  return countScores({
    least: 0,
    most: 10,
    figures(scores) {
      const { n, promoters, detractors } = parts(scores);
      return {
        nps: n ? (100 * (promoters - detractors)) / n : null,
        ci95: npsInterval({ n, promoters, detractors }),
        promoters,
        passives: n - promoters - detractors,
        detractors,
      };
    },
    comparable: (scores) => ({ nps: parts(scores) }),
  });
}

/** CSAT: the share of 4 and 5 of 5. */
export function countCsat(): Counter {
  const satisfied = (scores: Scores) => between(scores, 4, 5);
  return countScores({
    least: 1,
    most: 5,
    figures: (scores) => ({
      satisfied: shareOf(satisfied(scores), scores.n),
      ci95: shareInterval(satisfied(scores), scores.n),
      mean: meanOf(scores),
    }),
    comparable: (scores) => ({ share: { hits: satisfied(scores), n: scores.n } }),
  });
}

/** CES 2.0: the mean of 1 to 7 and the share of 5 to 7. */
export function countCes(): Counter {
  const easy = (scores: Scores) => between(scores, 5, 7);
  return countScores({
    least: 1,
    most: 7,
    figures: (scores) => ({
      mean: meanOf(scores),
      easy: shareOf(easy(scores), scores.n),
      ci95: shareInterval(easy(scores), scores.n),
    }),
    comparable: (scores) => ({ share: { hits: easy(scores), n: scores.n } }),
  });
}

/** A rating from 1 to `most`: its mean. */
export function countRating(most: number): Counter {
  return countScores({ least: 1, most, figures: (scores) => ({ mean: meanOf(scores) }) });
}
