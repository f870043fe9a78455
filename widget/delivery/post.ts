import { retryAfterMs } from "./backoff.ts";
import type { Reply } from "./verdict.ts";

/** Longest wait for an answer. */
const TIMEOUT_MS = 15_000;
/** How long after a failure the report of its reason may come. */
const VIOLATION_MS = 50;

/** Posts a batch; never rejects: a network failure and a time-out look like status 503. */
export type Post = (endpoint: string, body: string, keepalive?: boolean) => Promise<Reply>;

const FAILURE: Reply = { status: 503, type: "", body: "", retryAfterMs: 0 };

/**
 * The `Post` of browsers: no cookies, no redirects, no preflight to other origins.
 *
 * @param fetch - as it was before the page could patch it
 */
export function createPost(fetch?: typeof window.fetch): Post {
  /** Whether the page's own policy has blocked the endpoint; then no more attempts are made on this page. */
  let blocked = false;
  return async (endpoint, body, keepalive = false) => {
    if (blocked) return FAILURE;
    try {
      return await request(
        fetch ?? window.fetch,
        new URL(endpoint, document.baseURI),
        body,
        keepalive,
        () => {
          blocked = true;
        },
      );
    } catch {
      // An address that is none.
      return FAILURE;
    }
  };
}

async function request(
  fetch: typeof window.fetch,
  url: URL,
  body: string,
  keepalive: boolean,
  block: () => void,
): Promise<Reply> {
  const onViolation = ({ blockedURI }: SecurityPolicyViolationEvent) => {
    if (blockedURI && (url.href.startsWith(blockedURI) || blockedURI === url.origin)) block();
  };
  const controller = typeof AbortController === "function" ? new AbortController() : undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  document.addEventListener("securitypolicyviolation", onViolation);
  try {
    const timeout = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => {
        controller?.abort();
        reject(new Error("time-out"));
      }, TIMEOUT_MS);
    });
    const answer = fetch(url.href, {
      method: "POST",
      body,
      // A plain-text body to another origin needs no preflight.
      headers: {
        "Content-Type": url.origin === location.origin ? "application/json" : "text/plain;charset=UTF-8",
      },
      credentials: "omit",
      redirect: "manual",
      cache: "no-store",
      keepalive,
      ...(controller ? { signal: controller.signal } : {}),
    }).then(async (response) => ({
      status: response.status,
      type: response.headers.get("Content-Type") ?? "",
      body: await response.text(),
      retryAfterMs: retryAfterMs(response.headers.get("Retry-After"), Date.now()),
    }));
    return await Promise.race([answer, timeout]);
  } catch {
    // The page is told of a violation a task later than of the failure.
    await new Promise((resolve) => setTimeout(resolve, VIOLATION_MS));
    return FAILURE;
  } finally {
    clearTimeout(timer);
    document.removeEventListener("securitypolicyviolation", onViolation);
  }
}
