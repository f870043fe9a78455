import { distance } from "fastest-levenshtein";
import { formatProblem } from "../widget/manifest/check.ts";
import type { Problem } from "../widget/manifest/problem.ts";

/** The known name that was likely meant, if one is near enough; case does not count. */
export function suggestName(given: string, known: readonly string[]): string | undefined {
  const ranked = known
    .map((name) => ({ name, far: countSlips(given.toLowerCase(), name.toLowerCase()) }))
    .sort((a, b) => a.far - b.far);
  const nearest = ranked[0];
  if (!nearest) return undefined;
  const bearable = Math.max(1, Math.floor(Math.max(given.length, nearest.name.length) * 0.4));
  return nearest.far <= bearable ? nearest.name : undefined;
}

/** Letters that changed places are one slip of the fingers; by insertions and deletions they would be two. */
function countSlips(given: string, name: string): number {
  const letters = (word: string) => [...word].sort().join("");
  const far = distance(given, name);
  return far > 1 && letters(given) === letters(name) ? far - 1 : far;
}

/**
 * A problem as a sentence: path, found, expected, and the name that was likely meant.
 *
 * @param whole - what the empty path stands for
 */
export function formatWithSuggestion(problem: Problem, whole = "the manifest"): string {
  const meant = problem.unknown && suggestName(problem.unknown.given, problem.unknown.known);
  return `${formatProblem({ ...problem, path: problem.path || whole })}${meant === undefined ? "" : ` (did you mean ${JSON.stringify(meant)}?)`}`;
}
