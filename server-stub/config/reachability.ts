import { checkReachability, type ReachabilityCheck } from "../../widget/manifest/reachability.ts";
import type { Survey } from "../../widget/manifest/schema.ts";

/**
 * What is odd about the paths through the surveys of a manifest.
 *
 * @param input - the manifest
 * @param isGood - whether the survey at an index has passed the check; the paths of others are not judged
 */
export function checkAllReachability(input: unknown, isGood: (index: number) => boolean): ReachabilityCheck {
  const found = listedSurveys(input).flatMap((survey, index) =>
    isGood(index) ? [checkReachability(survey, ["surveys", index])] : [],
  );
  return { faults: found.flatMap(({ faults }) => faults), notes: found.flatMap(({ notes }) => notes) };
}

/** What a manifest lists as its surveys, checked or not; nothing if it has no list of them. */
export function listedSurveys(input: unknown): readonly Survey[] {
  const surveys = typeof input === "object" && input !== null && "surveys" in input ? input.surveys : [];
  return Array.isArray(surveys) ? surveys : [];
}
