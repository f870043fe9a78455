import { attemptRequest, FAILURE, type Post, type Reply, retryAfterMs } from "./reply.ts";

/** How long after a failure the report of its reason may come. */
const VIOLATION_MS = 50;

/**
 * The `Post` of browsers: no cookies, no redirects, no preflight to other origins.
 *
 * @param fetch - as it was before the page could patch it
 */
export function createPost(fetch?: typeof window.fetch): Post {
  /** Whether the page's own policy has blocked the endpoint; then no more attempts are made on this page. */
  let blocked = false;

  async function request(url: URL, init: RequestInit): Promise<Reply> {
    const response = await (fetch ?? window.fetch)(url.href, init);
    return {
      status: response.status,
      type: response.headers.get("Content-Type") ?? "",
      body: await response.text(),
      retryAfterMs: retryAfterMs(response.headers.get("Retry-After"), Date.now()),
    };
  }

  async function post(url: URL, body: string, keepalive: boolean): Promise<Reply> {
    const onViolation = ({ blockedURI }: SecurityPolicyViolationEvent) => {
      if (blockedURI && (url.href.startsWith(blockedURI) || blockedURI === url.origin)) blocked = true;
    };
    const controller = typeof AbortController === "function" ? new AbortController() : undefined;
    const init: RequestInit = {
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
    };
    document.addEventListener("securitypolicyviolation", onViolation);
    const reply = await attemptRequest(
      () => request(url, init),
      () => controller?.abort(),
    );
    // The page is told of a violation a task later than of the failure.
    if (reply === FAILURE) await new Promise((resolve) => setTimeout(resolve, VIOLATION_MS));
    document.removeEventListener("securitypolicyviolation", onViolation);
    return reply;
  }

  return async (endpoint, body, keepalive = false) => {
    if (blocked) return FAILURE;
    try {
      return await post(new URL(endpoint, document.baseURI), body, keepalive);
    } catch {
      // Not an address.
      return FAILURE;
    }
  };
}
