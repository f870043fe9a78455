import { Context } from "hono";
import type { Question } from "../../widget/manifest/schema.ts";
import type { Results } from "../answers/results.ts";
import type { Configuration, Site } from "../config/load.ts";
import { openSurvey } from "../results/definitions.ts";
import { readResultParameters } from "../results/parameters.ts";
import { countResults } from "../results/results.ts";
import type { Store } from "../store/store.ts";

/** The figures of a survey, with what is needed to write them. */
export interface Report {
  /** The owner's name of it, else its id. */
  name: string;
  questions: ReadonlyMap<string, Question>;
  timeZone: string;
  results: Results;
}

/** What a report is read from. */
interface ReportSource {
  store: Store;
  configuration: Configuration;
  site: Site;
  now: Date;
}

/**
 * Reads a report. The query is that of `GET /v1/surveys/:id/results`, and is judged by the same rules.
 *
 * @throws ProblemError that says what of the query is wrong, or that there is no such survey
 */
export async function readReport(
  { store, configuration, site, now }: ReportSource,
  survey: string,
  query: URLSearchParams,
): Promise<Report> {
  // The parameters are read from a request, as those of the address are.
  const context = new Context(new Request(`http://localhost/?${query}`));
  const parameters = readResultParameters(context, configuration.timeZone);
  const definitions = await openSurvey(store, site.key, survey);
  const source = { store, site: site.key, survey, definitions, where: new Map(), now };
  const results = await countResults(source, parameters);
  // Of a question that has changed its type, the version that the figures are of.
  const questions = new Map(
    [...definitions.kinds].flatMap(([id, kinds]) => {
      const met = kinds.find(({ type }) => type === results.questions[id]?.type);
      return met ? [[id, met] as const] : [];
    }),
  );
  return {
    name: definitions.newest?.name ?? survey,
    questions,
    timeZone: parameters.timeZone,
    results,
  };
}
