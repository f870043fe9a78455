import { Hono } from "hono";
import type { Question } from "../../widget/manifest/schema.ts";
import type { QuestionLabels, Questions } from "../answers/results.ts";
import type { Collector } from "../collector.ts";
import { accessOf } from "../http/auth.ts";
import { admitParameters } from "../http/query.ts";
import { openSurvey } from "./definitions.ts";
import { readResultParameters } from "./parameters.ts";
import { countResults } from "./results.ts";

/** `GET /v1/surveys/:id/results`: the figures. */
export function resultRoutes({ store, configuration, now }: Collector): Hono {
  const app = new Hono();
  app.get("/v1/surveys/:id/results", async (context) => {
    const { site, where } = accessOf(context);
    const parameters = readResultParameters(context, configuration.current.timeZone);
    const survey = context.req.param("id");
    const definitions = await openSurvey(store, site.key, survey);
    const source = { store, site: site.key, survey, definitions, where, now: now() };
    return context.json(await countResults(source, parameters), 200, { "Cache-Control": "no-store" });
  });
  return app;
}

/** `GET /v1/surveys/:id/questions`: what a survey has asked, with the words that figures are labelled by. */
export function questionRoutes({ store }: Collector): Hono {
  const app = new Hono();
  app.get("/v1/surveys/:id/questions", async (context) => {
    admitParameters(context, ["key"]);
    const { site } = accessOf(context);
    const survey = context.req.param("id");
    const { questions, newest } = await openSurvey(store, site.key, survey);
    const body: Questions = {
      survey,
      name: newest?.name ?? null,
      revision: newest?.revision ?? 1,
      benchmark: newest?.benchmark ?? {},
      questions: [...questions.values()].map(labelsOf),
    };
    return context.json(body, 200, { "Cache-Control": "no-store" });
  });
  return app;
}

function labelsOf(question: Question): QuestionLabels {
  const labels: QuestionLabels = question;
  const { id, type, title, options, rows, columns, max, low, high, other, na } = labels;
  return { id, type, title, options, rows, columns, max, low, high, other, na };
}
