/** Lower and upper bound. */
export type Interval = [number, number];

/** Two-sided 95 % of the normal distribution. */
const Z = 1.959963984540054;

/** An NPS with what its interval is made of, in points. */
interface AdjustedNps {
  centre: number;
  variance: number;
}

/**
 * The adjusted Wald estimate of an NPS: three answers are added, ¾ of them promoters and ¾ detractors.
 *
 * @see Rocks, B. (2016), Interval estimation for the Net Promoter Score, The American Statistician 70(4);
 *   compared with others at https://measuringu.com/nps-three-confidence-intervals/
 */
function adjustNps(promoters: number, detractors: number, n: number): AdjustedNps {
  const size = n + 3;
  const up = (promoters + 0.75) / size;
  const down = (detractors + 0.75) / size;
  return { centre: 100 * (up - down), variance: (1e4 * (up + down - (up - down) ** 2)) / size };
}

/** How many promoters and detractors there are among `n` answers. */
export interface NpsCounts {
  promoters: number;
  detractors: number;
  n: number;
}

/** 95 % interval of an NPS in points, by adjusted Wald, cut to −100 … 100; `null` without answers. */
export function npsInterval({ promoters, detractors, n }: NpsCounts): Interval | null {
  if (!n) return null;
  const { centre, variance } = adjustNps(promoters, detractors, n);
  const reach = Z * Math.sqrt(variance);
  return [Math.max(-100, centre - reach), Math.min(100, centre + reach)];
}

/** 95 % interval of the difference of two independent NPS, from the adjusted Wald estimate of each. */
export function npsDifferenceInterval(now: NpsCounts, before: NpsCounts): Interval | null {
  if (!now.n || !before.n) return null;
  const one = adjustNps(now.promoters, now.detractors, now.n);
  const other = adjustNps(before.promoters, before.detractors, before.n);
  const reach = Z * Math.sqrt(one.variance + other.variance);
  const centre = one.centre - other.centre;
  return [Math.max(-200, centre - reach), Math.min(200, centre + reach)];
}

/**
 * 95 % Wilson score interval of a share; `null` without answers.
 *
 * @see Wilson, E. B. (1927), Probable inference, the law of succession, and statistical inference, JASA 22
 */
export function shareInterval(hits: number, n: number): Interval | null {
  if (!n) return null;
  const share = hits / n;
  const scale = 1 + Z ** 2 / n;
  const centre = (share + Z ** 2 / (2 * n)) / scale;
  const reach = (Z / scale) * Math.sqrt((share * (1 - share)) / n + Z ** 2 / (4 * n ** 2));
  return [Math.max(0, centre - reach), Math.min(1, centre + reach)];
}

/** Hits among `n`. */
export interface ShareCounts {
  hits: number;
  n: number;
}

/**
 * 95 % interval of the difference of two independent shares, from their Wilson intervals.
 *
 * @see Newcombe, R. G. (1998), Interval estimation for the difference between independent proportions,
 *   Statistics in Medicine 17, method 10
 */
export function shareDifferenceInterval(now: ShareCounts, before: ShareCounts): Interval | null {
  const one = shareInterval(now.hits, now.n);
  const other = shareInterval(before.hits, before.n);
  if (!one || !other) return null;
  const p1 = now.hits / now.n;
  const p2 = before.hits / before.n;
  return [p1 - p2 - Math.hypot(p1 - one[0], other[1] - p2), p1 - p2 + Math.hypot(one[1] - p1, p2 - other[0])];
}
