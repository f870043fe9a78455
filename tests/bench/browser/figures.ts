/** A figure of several runs. */
export interface Spread {
  median: number;
  /** Quartiles. */
  low: number;
  high: number;
}

/**
 * Value below which a share of the values lies, with linear interpolation between neighbours (method 7 of Hyndman and
 * Fan, 1996).
 *
 * @param share - 0 to 1
 * @throws a RangeError if there are no values
 */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  const at = (sorted.length - 1) * share;
  const [below, above] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]];
  if (below === undefined || above === undefined) throw new RangeError("There are no values.");
  return below + (above - below) * (at - Math.floor(at));
}

/** Median and quartiles of some values. */
export const spreadOf = (values: readonly number[]): Spread => ({
  median: quantile(values, 0.5),
  low: quantile(values, 0.25),
  high: quantile(values, 0.75),
});

/** How much something costs at a size. */
export interface Point {
  size: number;
  cost: number;
}

/**
 * Exponent k of cost = c · size^k: the slope of the line that fits the logarithms best (least squares). 0 means that
 * the cost does not grow, 1 that it doubles with the size. Points of size 0 or without any cost have no logarithm and
 * are left out.
 *
 * @returns undefined where fewer than two sizes are left
 */
export function exponentOf(points: readonly Point[]): number | undefined {
  const logs = points
    .filter(({ size, cost }) => size > 0 && cost > 0)
    .map(({ size, cost }) => ({ x: Math.log(size), y: Math.log(cost) }));
  const mean = (pick: (log: { x: number; y: number }) => number) =>
    logs.reduce((sum, log) => sum + pick(log), 0) / logs.length;
  const [x, y] = [mean((log) => log.x), mean((log) => log.y)];
  const across = mean((log) => (log.x - x) ** 2);
  return across > 0 ? mean((log) => (log.x - x) * (log.y - y)) / across : undefined;
}
