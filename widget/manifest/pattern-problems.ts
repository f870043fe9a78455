import type { patternFault } from "./pattern.ts";
import { type Problem, problemAt } from "./problem.ts";

/** What stands in these goes by names that the owner chose: a trait may be called `matches`. */
const NAMED = /^(?:traits|props|where)$/;

/**
 * The patterns in a survey or a rule that cannot be used, each with its place and what is wrong where in it. They are
 * not judged by the schema, so that a page whose manifest has none need not carry what judges them.
 *
 * @param value - JSON of any shape
 * @param at - its path
 * @param faultOf - judges a pattern
 */
export function patternProblems(
  value: unknown,
  at: readonly PropertyKey[],
  faultOf: typeof patternFault,
): Problem[] {
  const problems: Problem[] = [];
  function look(holder: unknown, path: readonly PropertyKey[], named: boolean): void {
    if (typeof holder !== "object" || !holder) return;
    for (const [key, member] of Object.entries(holder)) {
      const place = [...path, Array.isArray(holder) ? Number(key) : key];
      const fault = !named && key === "matches" && typeof member === "string" && faultOf(member);
      if (fault)
        problems.push(problemAt(place, member, `a safe regular expression (this one: ${fault.message})`));
      else if (!key.startsWith("x-")) look(member, place, !named && NAMED.test(key));
    }
  }
  look(value, at, false);
  return problems;
}
