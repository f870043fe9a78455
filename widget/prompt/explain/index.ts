import type { RuleVerdict } from "../../loader/eligibility/verdict.ts";
import { holdsBy } from "../../manifest/rule.ts";
import type { Survey } from "../../manifest/schema.ts";
import { walk } from "../../record/path.ts";
import type { PromptNeeds } from "../needs.ts";
import { contextOf } from "../showing/looks.ts";
import { describeSurvey, explainVerdicts } from "./explain.ts";

export { describeDecision } from "./explain.ts";
export { watchStoppedClicks } from "./stopped-clicks.ts";

/**
 * Why a survey does or does not show, rule by rule.
 *
 * @param survey - nothing where the manifest has none of that id
 * @param state - whether the check found it broken, and whether a prompt is open
 */
export function explainSurvey(
  needs: PromptNeeds,
  survey: Survey | undefined,
  { broken, busy }: { broken: boolean; busy: boolean },
): RuleVerdict[] {
  if (!survey)
    return explainVerdicts([["known", false, needs.manifest() ? "no such survey" : "no manifest"]]);
  if (broken) return explainVerdicts([["valid", false, false, true]]);
  const { traits } = needs.person;
  const holds = holdsBy(needs.patterns.passesTest);
  return describeSurvey(survey, needs.judge(survey), needs.visitor.row(), {
    busy,
    applies: walk(survey.questions, new Map(), holds, { traits, props: {} }).path.length > 0,
    contained: survey.display?.as === "inline" && !!contextOf(needs, { survey }).into,
  });
}
