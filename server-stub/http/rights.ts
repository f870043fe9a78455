import type { Context } from "hono";
import { matchedRoutes } from "hono/route";
import type { Role } from "../answers/site.ts";

/** Which roles may use a route, and how much of the collector it shows. */
export interface Right {
  /** Besides `admin`, which may do everything. */
  roles: readonly Role[];
  /** `site`: one site's, within the token's `where`. `collector`: of all sites, so only for tokens without limits. */
  scope: "site" | "collector";
}

/** Analysts may follow the records that come in, and the role `care` the cases. */
export const FOLLOW_RIGHT: Right = { roles: ["analyst", "care"], scope: "site" };

const site = (...roles: Role[]): Right => ({ roles, scope: "site" });

/**
 * Every route with what it asks of its caller; `anyone` needs no token. A route that does not stand here
 * answers no request.
 */
export const RIGHTS: Readonly<Record<string, Right | "anyone">> = {
  "GET /livez": "anyone",
  "GET /readyz": "anyone",
  "GET /healthz": "anyone",
  "OPTIONS /v1/batches": "anyone",
  "POST /v1/batches": "anyone",
  "OPTIONS /v1/surveys": "anyone",
  "GET /v1/surveys": "anyone",
  "GET /board": "anyone",
  // These ask for a token or a session themselves, of whatever role.
  "POST /v1/session": "anyone",
  "GET /v1/session": "anyone",
  "DELETE /v1/session": "anyone",
  "GET /s/:surveyId": "anyone",
  "POST /s/:surveyId": "anyone",
  "GET /metrics": { roles: ["analyst"], scope: "collector" },
  "GET /v1/overview": site("analyst"),
  "GET /v1/surveys/:id/results": site("analyst"),
  "GET /v1/surveys/:id/drivers": site("analyst"),
  "GET /v1/surveys/:id/words": site("analyst"),
  "GET /v1/surveys/:id/questions": site("analyst", "care"),
  "GET /v1/surveys/:id/records": site("analyst"),
  "GET /v1/surveys/:id/records.csv": site("analyst"),
  "GET /v1/surveys/:id/records.ndjson": site("analyst"),
  "GET /v1/stream": FOLLOW_RIGHT,
  "PATCH /v1/records/:id": site("care"),
  "GET /v1/cases": site("care"),
  "POST /v1/cases": site("care"),
  "GET /v1/cases/:id": site("care"),
  "PATCH /v1/cases/:id": site("care"),
  "POST /v1/cases/:id/link": site("care"),
  "GET /v1/followup": site("analyst", "care"),
  "GET /v1/users/:id": site("analyst"),
  "DELETE /v1/users/:id": site(),
  "GET /v1/visitors/:id": site("analyst"),
  "DELETE /v1/visitors/:id": site(),
  "GET /v1/records/:id": site("analyst"),
  "DELETE /v1/records/:id": site(),
  "GET /v1/erasures": site(),
  "GET /v1/alarms": site("analyst", "care"),
  "GET /v1/messages": site(),
  "POST /v1/messages/resend": site(),
};

/** The route that answers a request, as it was declared; none for files and unknown addresses. */
export function routeOf(context: Context): { method: string; path: string } | undefined {
  // Middleware matches too, under the method ALL.
  return matchedRoutes(context).find(({ method }) => method !== "ALL");
}
