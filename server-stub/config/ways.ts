import { checkReachability, type ReachabilityCheck } from "../../widget/manifest/reachability.ts";
import type { Survey } from "../../widget/manifest/schema.ts";

/**
 * What is odd about the ways through the surveys of a manifest.
 *
 * @param input - the manifest
 * @param isGood - whether the survey at an index has passed the check; others have no ways to judge
 */
export function checkWays(input: unknown, isGood: (index: number) => boolean): ReachabilityCheck {
  const surveys = typeof input === "object" && input !== null && "surveys" in input ? input.surveys : [];
  const found = (Array.isArray(surveys) ? surveys : []).flatMap((survey: Survey, index) =>
    isGood(index) ? [checkReachability(survey, ["surveys", index])] : [],
  );
  return { faults: found.flatMap(({ faults }) => faults), notes: found.flatMap(({ notes }) => notes) };
}
