import { Hono } from "hono";
import { methodNotAllowed } from "hono/method-not-allowed";
import { alarmRoutes } from "./alerts/alarms.ts";
import { boardRoutes } from "./boardPage.ts";
import type { Collector } from "./collector.ts";
import { funnelRoutes } from "./followup/funnel.ts";
import { caseRoutes } from "./followup/routes.ts";
import { hostedRoutes } from "./hosted/routes.ts";
import { warnOfUntrustedProxy } from "./http/address.ts";
import { enforceRights } from "./http/auth.ts";
import { answerFile } from "./http/files.ts";
import { healthRoutes, measureRequests, metricRoutes } from "./http/monitoring.ts";
import { answerProblem, ProblemError } from "./http/problem.ts";
import { routeOf } from "./http/rights.ts";
import { secureAnswers } from "./http/securityHeaders.ts";
import { batchRoutes } from "./ingest/batches.ts";
import { describeFailure } from "./log.ts";
import { messageRoutes } from "./notices/routes.ts";
import { erasureRoutes, peopleRoutes } from "./people/routes.ts";
import { followRoutes } from "./records/follow.ts";
import { recordRoutes } from "./records/routes.ts";
import { tagRoutes } from "./records/tags.ts";
import { overviewRoutes } from "./results/overview.ts";
import { questionRoutes, resultRoutes } from "./results/routes.ts";
import { whyRoutes } from "./results/whyRoutes.ts";
import { sessionRoutes } from "./session/routes.ts";
import { toUnavailable, UnavailableError } from "./store/unavailable.ts";
import { surveyRoutes } from "./surveys.ts";

const ROUTES = [
  healthRoutes,
  metricRoutes,
  batchRoutes,
  surveyRoutes,
  overviewRoutes,
  resultRoutes,
  whyRoutes,
  questionRoutes,
  recordRoutes,
  tagRoutes,
  followRoutes,
  peopleRoutes,
  erasureRoutes,
  sessionRoutes,
  boardRoutes,
  hostedRoutes,
  caseRoutes,
  funnelRoutes,
  alarmRoutes,
  messageRoutes,
];

/** All of the collector's routes. */
export function createApp(collector: Collector): Hono {
  const app = new Hono();

  app.use(measureRequests(collector));
  app.use(secureAnswers());
  app.use(warnOfUntrustedProxy(collector));
  app.use(
    methodNotAllowed({
      app,
      onMethodNotAllowed: (context, methods) => {
        const detail = `${context.req.method} is not possible here; what is: ${methods.join(", ")}.`;
        const headers = { Allow: methods.join(", ") };
        return answerProblem(context, new ProblemError(405, "method_not_allowed", detail, { headers }));
      },
    }),
  );
  app.use(enforceRights(collector));
  for (const routes of ROUTES) app.route("/", routes(collector));

  app.notFound(async (context) => {
    const problem = new ProblemError(404, "not_found", "There is nothing at this address.");
    return (await answerFile(collector, context)) ?? answerProblem(context, problem);
  });
  app.onError((error, context) => {
    if (error instanceof ProblemError) return answerProblem(context, error);
    const reason = toUnavailable(error);
    if (reason instanceof UnavailableError) {
      if (reason.code !== "overloaded") collector.outage.note(reason);
      const detail = "The collector cannot reach its database, or has too much to do; try again later.";
      const headers = { "Retry-After": String(reason.retryAfterSeconds) };
      return answerProblem(context, new ProblemError(503, reason.code, detail, { headers }));
    }
    // The pattern of the route, because addresses may hold the id of a person.
    const route = routeOf(context)?.path ?? "file";
    const fields = { method: context.req.method, route, ...describeFailure(error) };
    collector.log.error("request_failed", "A request failed.", fields);
    const detail = "Something went wrong here; it is not your fault. Try again later.";
    return answerProblem(context, new ProblemError(500, "internal_error", detail));
  });
  return app;
}
