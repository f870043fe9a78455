import type { Answer } from "../../../widget/record/schema.ts";
import { shareInterval } from "../intervals.ts";
import { hideSmall } from "../smallNumbers.ts";
import type { Counter } from "./counter.ts";

/** Thumbs: the share of `up`. */
export function countThumbs(): Counter {
  const counts = { up: 0, down: 0 };
  const n = () => counts.up + counts.down;
  return {
    add(answer) {
      if (answer !== "up" && answer !== "down") return false;
      counts[answer] += 1;
      return true;
    },
    figures: () => ({
      up: n() ? counts.up / n() : null,
      ci95: shareInterval(counts.up, n()),
      counts: { ...counts },
    }),
    comparable: () => ({ share: { hits: counts.up, n: n() } }),
  };
}

/**
 * Choices: how often each option was taken; a free answer counts as `other`.
 *
 * @param options - ids, `other` included where it is offered; anything else is no answer
 */
export function countChoices(options: readonly string[]): Counter {
  const counts = new Map(options.map((id) => [id, 0]));
  return {
    add(answer) {
      const taken = new Set(choicesOf(answer).filter((id) => counts.has(id)));
      for (const id of taken) counts.set(id, (counts.get(id) ?? 0) + 1);
      return taken.size > 0;
    },
    figures: () => ({ counts: Object.fromEntries(counts) }),
  };
}

/** The chosen ids of a `single` or `multi` answer, `other` for a free one. */
function choicesOf(answer: Answer): string[] {
  if (typeof answer === "string") return answer ? [answer] : [];
  if (Array.isArray(answer)) return answer.map((one) => (typeof one === "string" ? one : "other"));
  return typeof answer === "object" && "other" in answer ? ["other"] : [];
}

/** A ranking: the mean rank of each option (1 is best) and how often it came first. */
export function countRanking(options: readonly string[]): Counter {
  const ranks = new Map(options.map((id) => [id, { sum: 0, n: 0, first: 0 }]));
  return {
    add(answer) {
      if (!Array.isArray(answer) || !answer.length) return false;
      answer.forEach((id, index) => {
        const rank = typeof id === "string" ? ranks.get(id) : undefined;
        if (!rank) return;
        rank.sum += index + 1;
        rank.n += 1;
        if (index === 0) rank.first += 1;
      });
      return true;
    },
    figures: () => ({
      meanRank: mapEach(ranks, ({ sum, n }) => (n ? sum / n : null)),
      first: mapEach(ranks, ({ first }) => first),
    }),
  };
}

/** A matrix: the counts of each row, and its mean where columns have values. */
export function countMatrix(
  rows: readonly string[],
  columns: readonly { id: string; value?: number | undefined }[],
): Counter {
  const values = new Map(columns.map(({ id, value }) => [id, value]));
  const hasValues = columns.some(({ value }) => value !== undefined);
  const cells = new Map(rows.map((row) => [row, new Map(columns.map(({ id }) => [id, 0]))]));
  return {
    add(answer) {
      if (typeof answer !== "object" || Array.isArray(answer)) return false;
      let counted = false;
      for (const [row, column] of Object.entries(answer)) {
        const counts = cells.get(row);
        const known = typeof column === "string" ? counts?.get(column) : undefined;
        if (!counts || known === undefined) continue;
        counts.set(String(column), known + 1);
        counted = true;
      }
      return counted;
    },
    figures: (least) => ({
      rows: mapEach(cells, (counts) => {
        const n = [...counts.values()].reduce((sum, count) => sum + count, 0);
        const mean = hasValues ? { mean: weightedMean(counts, values) } : {};
        return { n, ...hideSmall(n, { counts: Object.fromEntries(counts), ...mean }, least) };
      }),
    }),
  };
}

/** The mean of the columns' values; columns without one do not count. */
function weightedMean(
  counts: ReadonlyMap<string, number>,
  values: ReadonlyMap<string, number | undefined>,
): number | null {
  let sum = 0;
  let n = 0;
  for (const [column, count] of counts) {
    const value = values.get(column);
    if (value === undefined) continue;
    sum += value * count;
    n += count;
  }
  return n ? sum / n : null;
}

function mapEach<Value, Result>(map: ReadonlyMap<string, Value>, print: (value: Value) => Result) {
  return Object.fromEntries([...map].map(([key, value]) => [key, print(value)]));
}
