/** Longest input a pattern is tried on; the rest is cut. */
export const PATTERN_INPUT_LIMIT = 2_000;

/**
 * Why a regular expression must not be used, or `undefined` if it may.
 *
 * A manifest may come from many hands and is evaluated on every page, so a pattern that can take
 * exponential time is refused: a repeated group that itself holds a quantifier (`(a+)+`) or alternatives
 * that can begin alike (`(a|a)*`), and backreferences.
 */
export function patternFault(source: string): string | undefined {
  try {
    new RegExp(source);
  } catch {
    return "invalid";
  }
  // Escapes and classes become one plain letter each, so that what remains is only structure.
  if (/\\[1-9]|\\k</.test(source.replace(/\\\\/g, ""))) return "backreference";
  let plain = source.replace(/\\./g, "w").replace(/\[[^\]]*\]/g, "w");
  const group = /\((?:\?(?:[:=!]|<[=!]|<\w+>))?([^()]*)\)([*+?]|\{\d*,?\d*\})?/;
  for (let match = group.exec(plain); match; match = group.exec(plain)) {
    const [whole, inner = "", quantifier] = match;
    const often = quantifier && quantifier !== "?";
    const repeats = /[*+?}]/.test(inner);
    const twoWays = alternativesOverlap(inner);
    if (often && repeats) return "nested quantifiers";
    if (often && twoWays) return "alternatives that begin alike";
    // An inner group keeps what matters of it for the group around: whether it repeats or can match in two ways.
    plain = plain.replace(whole, quantifier || repeats ? "w+" : twoWays ? "w|w" : "w");
  }
  return undefined;
}

/** Whether two alternatives can begin with the same character (`w` and `.` stand for any). */
function alternativesOverlap(inner: string): boolean {
  const starts = inner.split("|").map((alternative) => alternative[0] ?? "");
  const open = starts.some((start) => start === "w" || start === "." || start === "");
  return starts.length > 1 && (open || new Set(starts).size < starts.length);
}
