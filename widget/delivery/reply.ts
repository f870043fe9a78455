import { isObject } from "../record/prepare-record.ts";

/** Longest wait for a reply. */
const REQUEST_TIMEOUT_MS = 15_000;
const MIN_WAIT_MS = 1_000;
const MAX_BACKOFF_MS = 300_000;
/** The endpoint cannot stop a widget for longer than this. */
export const MAX_WAIT_MS = 3_600_000;

/** What came back of a request. */
export interface Reply {
  /** HTTP status; 0 stands for a redirect that was not followed, 503 also for a network failure and a time-out. */
  status: number;
  /** `Content-Type`; may be empty. */
  type: string;
  body: string;
  /** What `Retry-After` asks for, in milliseconds. */
  retryAfterMs: number;
}

/** Posts a batch; never rejects: a network failure and a time-out look like status 503. */
export type Post = (endpoint: string, body: string, keepalive?: boolean) => Promise<Reply>;

/** A network failure, or a time-out. */
export const FAILURE: Reply = { status: 503, type: "", body: "", retryAfterMs: 0 };

/**
 * Runs a request; one that fails or takes longer than 15 s comes to `FAILURE`. Never rejects.
 *
 * @param abort - called at the time-out
 */
export async function attemptRequest(request: () => Promise<Reply>, abort = () => {}): Promise<Reply> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    const timeout = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => {
        abort();
        reject(new Error("time-out"));
      }, REQUEST_TIMEOUT_MS);
    });
    return await Promise.race([request(), timeout]);
  } catch {
    return FAILURE;
  } finally {
    clearTimeout(timer);
  }
}

/**
 * What a reply means for a batch:
 * `accepted` all of it, `itemized` record by record, `failed` try again after a while, `split` a part of it is refused
 * and must be found, `unexpected` leave the endpoint alone for long.
 */
export type ReplyMeaning =
  | { is: "accepted" }
  | { is: "unexpected" }
  | { is: "itemized"; results: Readonly<Record<string, unknown>>; waitMs: number }
  | { is: "failed"; waitMs: number }
  | { is: "split"; reason: string };

/** Reads what a reply means. Any endpoint will do, so only what is understood counts. */
export function readReply({ status, type, body, retryAfterMs }: Reply): ReplyMeaning {
  const content = parseObject(body);
  const asked = typeof content?.retryAfterMs === "number" ? content.retryAfterMs : 0;
  const waitMs = Math.max(retryAfterMs, asked);
  if (status >= 200 && status < 300) {
    // A captive portal answers everything with its own page.
    if (/^text\/html/i.test(type) || /^\s*</.test(body)) return { is: "failed", waitMs };
    // A reply that broke off on its way: to send again does no harm.
    if (!content && /^\s*\{\s*("|$)/.test(body)) return { is: "failed", waitMs };
    return isObject(content?.results)
      ? { is: "itemized", results: content.results, waitMs }
      : { is: "accepted" };
  }
  if ([408, 425, 429].includes(status) || status >= 500) return { is: "failed", waitMs };
  if ([400, 413, 422].includes(status)) return { is: "split", reason: String(content?.code ?? status) };
  return { is: "unexpected" };
}

function parseObject(body: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/**
 * How long to wait after the n-th failure in a row: full jitter under a ceiling that doubles from 2 s to
 * 5 min, never less than 1 s, and at least what the endpoint asked for, up to 1 h.
 *
 * Source: "Exponential Backoff And Jitter", AWS Architecture Blog.
 */
export function backoffMs(failures: number, askedMs = 0, random: () => number = Math.random): number {
  const ceiling = Math.min(MAX_BACKOFF_MS, MIN_WAIT_MS * 2 ** Math.min(failures + 1, 20));
  return Math.max(MIN_WAIT_MS, random() * ceiling, Math.min(askedMs || 0, MAX_WAIT_MS));
}

/** Milliseconds that a `Retry-After` header asks for: seconds or an HTTP date; 0 if it says nothing. */
export function retryAfterMs(header: string | null, now: number): number {
  if (!header) return 0;
  const wait = /^\s*\d+\s*$/.test(header) ? Number(header) * 1_000 : Date.parse(header) - now;
  return Math.max(wait || 0, 0);
}
