import { type Context, Hono } from "hono";
import { isQuestionType, QUESTION_TYPES } from "../../widget/manifest/question-types.ts";
import type { Question } from "../../widget/manifest/schema.ts";
import type { Drivers, SaidWords } from "../answers/results.ts";
import type { Collector } from "../collector.ts";
import { accessOf } from "../http/auth.ts";
import { admitParameters, wrongParameter } from "../http/query.ts";
import { suggestName } from "../suggestion.ts";
import { comparedFigureOf } from "./comparable.ts";
import { openSurvey, type SurveyDefinitions } from "./definitions.ts";
import { createDriverTally } from "./drivers.ts";
import { readSelectionParameters, SELECTION_PARAMETERS } from "./parameters.ts";
import { readCounted } from "./readCounted.ts";
import { leastAnswers } from "./smallNumbers.ts";
import type { CountedRecord } from "./tally.ts";
import { createWordTally } from "./words.ts";

/**
 * `GET /v1/surveys/:id/drivers` and `/words`: which answers and traits go with low scores, and which words stand in
 * the texts beside them.
 */
export function whyRoutes({ store, configuration }: Collector): Hono {
  const app = new Hono();

  const open = async (context: Context, parameters: readonly string[]) => {
    admitParameters(context, [...SELECTION_PARAMETERS, ...parameters]);
    const { site, where } = accessOf(context);
    const { from, to, filter } = readSelectionParameters(context, configuration.current.timeZone);
    const survey = context.req.param("id") ?? "";
    const definitions = await openSurvey(store, site.key, survey);
    const selection = { site: site.key, survey, from, to };
    const counting = { selection, conditions: [where, filter], count: "records" } as const;
    const readInto = ({ add }: { add(counted: CountedRecord): void }) =>
      readCounted(store, definitions, counting, add);
    return { survey, definitions, readInto, least: leastAnswers(counting.conditions).figures };
  };

  app.get("/v1/surveys/:id/drivers", async (context) => {
    const { survey, definitions, readInto } = await open(context, ["question"]);
    const question = questionOf(context, "question", definitions, SCORES);
    const tally = question && createDriverTally(question);
    if (tally) await readInto(tally);
    const body: Drivers = {
      survey,
      question: question?.id ?? null,
      figure: tally?.figure ?? null,
      n: tally?.n() ?? 0,
      drivers: tally?.drivers() ?? [],
    };
    return context.json(body, 200, { "Cache-Control": "no-store" });
  });

  app.get("/v1/surveys/:id/words", async (context) => {
    const { survey, definitions, readInto, least } = await open(context, ["question", "score"]);
    const question = questionOf(context, "question", definitions, TEXTS);
    const score = questionOf(context, "score", definitions, SCORES);
    const tally = question && score && createWordTally(question, score, least);
    if (tally) await readInto(tally);
    const body: SaidWords = {
      survey,
      question: question?.id ?? null,
      score: score?.id ?? null,
      promoters: tally?.promoters() ?? [],
      detractors: tally?.detractors() ?? [],
    };
    return context.json(body, 200, { "Cache-Control": "no-store" });
  });
  return app;
}

interface Wanted {
  fits(question: Question): boolean;
  expected: string;
}

const isCompared = (question: Pick<Question, "type">) => comparedFigureOf(question) !== undefined;
const COMPARED = Object.keys(QUESTION_TYPES).filter((type) => isQuestionType(type) && isCompared({ type }));
const SCORES: Wanted = { fits: isCompared, expected: `the id of a question of type ${COMPARED.join(", ")}` };
const TEXTS: Wanted = { fits: ({ type }) => type === "text", expected: "the id of a question of type text" };

/** The question that a parameter names, or else the first that fits, if there is one. */
function questionOf(
  context: Context,
  parameter: string,
  { kinds }: SurveyDefinitions,
  { fits, expected }: Wanted,
): Question | undefined {
  // The newest that fits of all that an id has stood for.
  const fitting = [...kinds.values()].flatMap((ofId) => ofId.find(fits) ?? []);
  const id = context.req.query(parameter);
  if (id === undefined) return fitting[0];
  const found = fitting.find((question) => question.id === id);
  if (found) return found;
  const meant = suggestName(
    id,
    fitting.map((question) => question.id),
  );
  throw wrongParameter(
    parameter,
    id,
    `${expected} of this survey${meant === undefined ? "" : ` (did you mean "${meant}"?)`}`,
  );
}
