import { Hono } from "hono";
import { methodNotAllowed } from "hono/method-not-allowed";
import type { Collector } from "./collector.ts";
import { answerFile } from "./http/files.ts";
import { healthRoutes } from "./http/health.ts";
import { answerProblem, ProblemError } from "./http/problem.ts";
import { batchRoutes } from "./ingest/batches.ts";
import { recordRoutes } from "./records/routes.ts";
import { resultRoutes } from "./results/routes.ts";
import { surveyRoutes } from "./surveys.ts";

/** All of the collector's routes. */
export function createApp(collector: Collector): Hono {
  const app = new Hono();

  app.use(
    methodNotAllowed({
      app,
      onMethodNotAllowed: (context, methods) => {
        const detail = `${context.req.method} is not possible here; what is: ${methods.join(", ")}.`;
        const headers = { Allow: methods.join(", ") };
        return answerProblem(context, new ProblemError(405, "method_not_allowed", detail, headers));
      },
    }),
  );
  app.use(async (context, next) => {
    await next();
    context.header("X-Content-Type-Options", "nosniff");
    context.header("Referrer-Policy", "strict-origin-when-cross-origin");
  });

  for (const routes of [healthRoutes, batchRoutes, surveyRoutes, resultRoutes, recordRoutes])
    app.route("/", routes(collector));

  app.notFound(async (context) => {
    const problem = new ProblemError(404, "not_found", `There is nothing at ${context.req.path}.`);
    return (await answerFile(collector, context)) ?? answerProblem(context, problem);
  });
  app.onError((error, context) => {
    if (error instanceof ProblemError) return answerProblem(context, error);
    collector.warn(`${context.req.method} ${context.req.path} failed: ${error.stack ?? error.message}`);
    const detail = "Something went wrong here; it is not your fault. Try again later.";
    return answerProblem(context, new ProblemError(500, "internal_error", detail));
  });
  return app;
}
