import type { Context } from "hono";
import { matchedRoutes } from "hono/route";

/** The route that answers a request, as it was declared; none for files and unknown addresses. */
export function routeOf(context: Context): { method: string; path: string } | undefined {
  // Middleware matches too, under the method ALL.
  return matchedRoutes(context).find(({ method }) => method !== "ALL");
}
