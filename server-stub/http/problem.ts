import type { Context } from "hono";
import type { Problem } from "../answers/values.ts";

/** Statuses with the title that their problems carry. */
const TITLES = {
  400: "Bad request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not found",
  405: "Method not allowed",
  409: "Conflict",
  412: "Precondition failed",
  413: "Content too large",
  415: "Unsupported media type",
  422: "Unprocessable content",
  428: "Precondition required",
  429: "Too many requests",
  500: "Internal server error",
  503: "Service unavailable",
} as const;
export type ProblemStatus = keyof typeof TITLES;

/** What a problem says besides its sentence. */
interface ProblemDetails {
  headers?: Readonly<Record<string, string>>;
  /** What programs need to go on, besides the members that every problem has. */
  members?: Pick<Problem, "id" | "version">;
}

/** A request that gets a problem for an answer (RFC 9457). */
export class ProblemError extends Error {
  readonly headers: NonNullable<ProblemDetails["headers"]>;
  readonly members: NonNullable<ProblemDetails["members"]>;

  constructor(
    readonly status: ProblemStatus,
    /** Stable, for programs, such as `unknown_site`. */
    readonly code: string,
    /** A sentence: what was found, what is expected, what to do. */
    detail: string,
    { headers = {}, members = {} }: ProblemDetails = {},
  ) {
    super(detail);
    this.name = "ProblemError";
    this.headers = headers;
    this.members = members;
  }
}

/** A problem as `application/problem+json`, with the headers that the request has earned so far (CORS). */
export function answerProblem(
  context: Context,
  { status, code, message, headers, members }: ProblemError,
): Response {
  // Repeated in the body, because a page of another origin may be kept from reading headers.
  const seconds = headers["Retry-After"];
  const retryAfterMs = seconds === undefined ? {} : { retryAfterMs: Number(seconds) * 1000 };
  const about = { type: "about:blank", title: TITLES[status], status, code, detail: message };
  const body: Problem = { ...members, ...about, ...retryAfterMs };
  return context.body(JSON.stringify(body), status, {
    ...headers,
    "Content-Type": "application/problem+json",
    "Cache-Control": "no-store",
  });
}
