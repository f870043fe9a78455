import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { RefusalReason } from "./words.ts";

const STATUSES: Record<RefusalReason, ContentfulStatusCode> = {
  unknown: 404,
  paused: 403,
  early: 403,
  over: 410,
  used: 410,
  late: 410,
  expired: 410,
  foreign: 403,
  unfit: 422,
  busy: 503,
  failed: 500,
};

/** A visit that gets a page with a sentence instead of the survey. Nothing of the survey or the person is in it. */
export class HostedRefusal extends Error {
  constructor(
    /** Stable, for programs; stands in the page as `data-reason`. */
    readonly code: RefusalReason,
    /** Default: the usual one of the reason. */
    readonly status: ContentfulStatusCode = STATUSES[code],
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(`The survey's page is refused: ${code}`);
    this.name = "HostedRefusal";
  }
}
