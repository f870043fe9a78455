import type { patternFault } from "./pattern.ts";
import { patternProblems } from "./pattern-problems.ts";
import { type Problem, problemAt, problemsWith } from "./problem.ts";
import { referenceProblems } from "./references.ts";
import { type Manifest, ManifestFrame, Survey } from "./schema.ts";

/** What a check of a manifest found. */
interface ManifestCheck {
  /** What is wrong with the manifest as a whole; any of it makes the whole unusable. */
  manifest: Problem[];
  /** What is wrong with each survey, by its place in `surveys`; a survey not named here is fine. */
  surveys: Map<number, Problem[]>;
  /** Unknown keys; refused by the collector and `askling check`, ignored by the browser. */
  unknownKeys: Problem[];
}

/**
 * Judges a manifest: the frame, then each survey by itself, so that one broken survey leaves the others.
 *
 * @param input - parsed JSON; surveys that are left out of its list as holes are judged elsewhere
 * @param faultOf - judges patterns; nothing where none are used
 * @param ids - of surveys that were judged before
 */
export function checkManifest(
  input: unknown,
  faultOf: typeof patternFault | undefined,
  ids = new Set<string>(),
): ManifestCheck {
  const result: ManifestCheck = { manifest: [], surveys: new Map(), unknownKeys: [] };
  const sift = (problems: Problem[]) =>
    problems.filter((problem) => !problem.unknown?.key || !result.unknownKeys.push(problem));
  result.manifest = sift(problemsWith(ManifestFrame, input));
  const surveys = (input as Partial<Manifest> | null)?.surveys;
  (Array.isArray(surveys) ? (surveys as unknown[]) : []).forEach((survey, index) => {
    const at = ["surveys", index];
    const problems = sift(problemsWith(Survey, survey, at));
    if (!problems.length) {
      const { id } = survey as Survey;
      problems.push(...referenceProblems(survey as Survey, at));
      if (ids.has(id)) problems.push(problemAt([...at, "id"], id, "an id that no other survey has"));
      ids.add(id);
    }
    if (faultOf) problems.push(...patternProblems(survey, at, faultOf));
    if (problems.length) result.surveys.set(index, problems);
  });
  return result;
}

/** One problem as a sentence: path, found, expected. */
export function formatProblem({ path, found, expected }: Problem): string {
  return `${path || "the manifest"}: found ${found}, expected ${expected}`;
}
