/** Space between scores, px. */
const GAP = { normal: 4, large: 8 };

/**
 * How many scores stand in a row: all in one where each is at least 32 px wide; otherwise rows as even as can
 * be of targets of 44 px, or in large mode at most five of 60 px.
 *
 * @param count - of scores
 * @param width - px that the scale has
 */
export function countColumns(count: number, width: number, large: boolean): number {
  if (!large && (width + GAP.normal) / count >= 32 + GAP.normal) return count;
  const fits = large ? Math.min(5, (width + GAP.large) / (60 + GAP.large)) : (width + GAP.normal) / 48;
  const rows = Math.ceil(count / Math.max(1, Math.floor(fits)));
  return Math.ceil(count / rows);
}
