import type { Post } from "./delivery.ts";
import { type Reply, retryAfterMs } from "./reply.ts";

/** Longest wait for a reply. */
const REQUEST_TIMEOUT_MS = 15_000;
/** How long after a failure the report of its reason may come. */
const VIOLATION_MS = 50;

const FAILURE: Reply = { status: 503, type: "", body: "", retryAfterMs: 0 };

/**
 * The `Post` of browsers: no cookies, no redirects, no preflight to other origins.
 *
 * @param fetch - as it was before the page could patch it
 */
export function createPost(fetch?: typeof window.fetch): Post {
  /** Whether the page's own policy has blocked the endpoint; then no more attempts are made on this page. */
  let blocked = false;

  async function request(url: URL, body: string, keepalive: boolean): Promise<Reply> {
    const onViolation = ({ blockedURI }: SecurityPolicyViolationEvent) => {
      if (blockedURI && (url.href.startsWith(blockedURI) || blockedURI === url.origin)) blocked = true;
    };
    const controller = typeof AbortController === "function" ? new AbortController() : undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    document.addEventListener("securitypolicyviolation", onViolation);
    try {
      const timeout = new Promise<never>((_resolve, reject) => {
        timer = setTimeout(() => {
          controller?.abort();
          reject(new Error("time-out"));
        }, REQUEST_TIMEOUT_MS);
      });
      const reply = (fetch ?? window.fetch)(url.href, {
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
      return await Promise.race([reply, timeout]);
    } catch {
      // The page is told of a violation a task later than of the failure.
      await new Promise((resolve) => setTimeout(resolve, VIOLATION_MS));
      return FAILURE;
    } finally {
      clearTimeout(timer);
      document.removeEventListener("securitypolicyviolation", onViolation);
    }
  }

  return async (endpoint, body, keepalive = false) => {
    if (blocked) return FAILURE;
    try {
      return await request(new URL(endpoint, document.baseURI), body, keepalive);
    } catch {
      // Not an address.
      return FAILURE;
    }
  };
}
