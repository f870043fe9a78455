import { Hono } from "hono";
import type { Question } from "../../widget/manifest/schema.ts";
import type { Results } from "../answers/results.ts";
import type { Configuration, Site } from "../config/load.ts";
import { ProblemError } from "../http/problem.ts";
import { openSurvey } from "../results/definitions.ts";
import { readResultParameters } from "../results/parameters.ts";
import { countResults } from "../results/results.ts";
import type { Store } from "../store/store.ts";

/** The figures of a survey, with what is needed to print them. */
export interface Report {
  survey: string;
  /** The owner's name of it, else its id. */
  name: string;
  questions: ReadonlyMap<string, Question>;
  timeZone: string;
  results: Results;
}

/** What a report is read from. */
export interface ReportSource {
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
  let failure: unknown;
  let report: Report | undefined;
  const app = new Hono();
  app.onError((error, context) => {
    failure = error;
    return context.body(null, 500);
  });
  app.get("/", async (context) => {
    const parameters = readResultParameters(context, configuration.timeZone);
    const definitions = await openSurvey(store, site.key, survey);
    const source = { store, site: site.key, survey, definitions, where: new Map(), now };
    const results = await countResults(source, parameters);
    // As those were asked who were counted.
    const questions = new Map(
      [...definitions.kinds].flatMap(([id, kinds]) => {
        const met = kinds.find(({ type }) => type === results.questions[id]?.type);
        return met ? [[id, met] as const] : [];
      }),
    );
    report = {
      survey,
      name: definitions.newest?.name ?? survey,
      questions,
      timeZone: parameters.timeZone,
      results,
    };
    return context.body(null, 204);
  });
  await app.request(`/?${query}`);
  if (report) return report;
  throw failure ?? new ProblemError(400, "wrong_parameter", "The report could not be read.");
}
