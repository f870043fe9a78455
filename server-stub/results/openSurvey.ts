import { ProblemError } from "../http/problem.ts";
import { manifestHistory } from "../store/manifests.ts";
import { readRecords } from "../store/pages.ts";
import type { Store } from "../store/store.ts";
import { definitionsOf, type SurveyDefinitions } from "./definitions.ts";

/**
 * What a survey asked. A survey that was never served here (its manifest stands in the page) is known by its
 * records.
 *
 * @throws ProblemError 404 when the site has neither
 */
export async function openSurvey(store: Store, site: string, survey: string): Promise<SurveyDefinitions> {
  const definitions = definitionsOf(await manifestHistory(store, site), survey);
  const known = definitions.known || (await readRecords(store, { site, survey }, 1)).length > 0;
  if (known) return definitions;
  throw new ProblemError(
    404,
    "unknown_survey",
    `There is no survey ${JSON.stringify(survey.slice(0, 100))}: it was never served, and no record names it.`,
  );
}
