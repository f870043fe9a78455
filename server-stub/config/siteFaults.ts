import { type Problem, problemAt } from "../../widget/manifest/problem.ts";
import type { Question, Rule } from "../../widget/manifest/schema.ts";
import { templateOf } from "../../widget/manifest/template.ts";
import { contradictionsInAlert } from "../alerts/contradictions.ts";
import { surveysOf } from "../store/manifests.ts";
import { formatWithSuggestion } from "../suggestion.ts";
import type { ServedManifest } from "./manifest.ts";
import type { Alert, FollowUpRule, SiteConfig } from "./schema.ts";

type Path = readonly PropertyKey[];

/**
 * Rules that would never open a case: their survey, or a question that they ask for, is in no manifest. A survey that
 * was left out for its wrong values is not checked.
 *
 * @param at - path of the rules in the configuration
 */
export function followUpFaults(
  rules: readonly FollowUpRule[],
  manifest: ServedManifest,
  at: Path,
): Problem[] {
  const served = surveysOf(manifest.body);
  const problems: Problem[] = [];
  const add = (path: Path, given: string, expected: string, known: readonly string[]) =>
    void problems.push(problemAt([...at, ...path], given, expected, known));
  rules.forEach(({ survey: id, when }, index) => {
    const survey = served.find((one) => one.id === id) ?? templateOf(id)?.surveys[0];
    if (survey)
      for (const { path, answer } of answersIn(when, [index, "when"])) {
        if (!isAsked(answer, survey.questions))
          add(
            path,
            answer,
            `a question of the survey ${JSON.stringify(id)}`,
            survey.questions.map((question) => question.id),
          );
      }
    else if (!manifest.surveys.includes(id))
      add([index, "survey"], id, "the id of a survey of this site's manifest", manifest.surveys);
  });
  return problems;
}

/** The answers that a rule asks for, with their paths. */
function answersIn(rule: Rule, at: Path): { path: Path; answer: string }[] {
  if ("all" in rule) return rule.all.flatMap((one, index) => answersIn(one, [...at, "all", index]));
  if ("any" in rule) return rule.any.flatMap((one, index) => answersIn(one, [...at, "any", index]));
  if ("answer" in rule) return [{ path: [...at, "answer"], answer: rule.answer }];
  return "not" in rule && !("trait" in rule) && !("prop" in rule) ? answersIn(rule.not, [...at, "not"]) : [];
}

/** Whether a survey asks for this answer: a question by its id, or a part of one such as `advisers.attitude`. */
function isAsked(answer: string, questions: readonly Question[]): boolean {
  return questions.some(({ id }) => answer === id || answer.startsWith(`${id}.`));
}

/** A site's alerts, checked against its manifest. */
interface AdmittedAlerts {
  alerts: Alert[];
  /** What is wrong with the others, as sentences. */
  faults: string[];
  /**
   * Alerts about surveys that the manifest does not serve, where it has surveys that are left out: these may be the
   * ones, and are no reason to do without the rest.
   */
  leftOut: string[];
}

/**
 * Checks the alerts of a site.
 *
 * @param index - of the site in the configuration
 */
export function admitAlerts(site: SiteConfig, index: number, manifest: ServedManifest): AdmittedAlerts {
  const surveys = surveysOf(manifest.body);
  const admitted: AdmittedAlerts = { alerts: [], faults: [], leftOut: [] };
  site.alerts?.forEach((alert, place) => {
    const path = ["sites", index, "alerts", place];
    const problems = contradictionsInAlert(alert, { path, surveys });
    if (!problems.length) admitted.alerts.push(alert);
    const isMissing =
      manifest.leftOut.length > 0 && problems.every((problem) => problem.path.endsWith(".survey"));
    const sentences = problems.map((problem) => formatWithSuggestion(problem, "the configuration"));
    (isMissing ? admitted.leftOut : admitted.faults).push(...sentences);
  });
  return admitted;
}
