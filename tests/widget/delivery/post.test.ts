// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createPost } from "../../../widget/delivery/post.ts";

const FAILURE = { status: 503, type: "", body: "", retryAfterMs: 0 };
let requests: [string, RequestInit][];

/** Stands in for the browser's fetch; what really goes over the wire is tested in a browser. */
function answerWith(answer: (url: string) => Promise<Response>): void {
  vi.stubGlobal("fetch", (url: string, init: RequestInit) => {
    requests.push([url, init]);
    return answer(url);
  });
}

beforeEach(() => {
  requests = [];
  vi.useFakeTimers();
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

async function settle<Value>(call: Promise<Value>): Promise<Value> {
  await vi.advanceTimersByTimeAsync(20_000);
  return call;
}

describe("a post", () => {
  it("to another origin needs no preflight, carries no cookies, follows no redirect", async () => {
    answerWith(async () => new Response("{}", { status: 200 }));
    await settle(createPost()("https://collect.example/v1/batches", "{}"));
    expect(requests).toEqual([
      [
        "https://collect.example/v1/batches",
        expect.objectContaining({
          method: "POST",
          body: "{}",
          headers: { "Content-Type": "text/plain;charset=UTF-8" },
          credentials: "omit",
          redirect: "manual",
          keepalive: false,
        }),
      ],
    ]);
  });

  it("to the page's own origin says that it is JSON", async () => {
    answerWith(async () => new Response("{}"));
    await settle(createPost()("/v1/batches", "{}", true));
    const [[url, init] = ["", {}]] = requests;
    expect(url).toBe(new URL("/v1/batches", document.baseURI).href);
    expect(init.headers).toEqual({ "Content-Type": "application/json" });
    expect(init.keepalive).toBe(true);
  });

  it("brings back what the endpoint said", async () => {
    const headers = { "Content-Type": "application/problem+json", "Retry-After": "7" };
    answerWith(async () => new Response('{"code":"busy"}', { status: 429, headers }));
    expect(await settle(createPost()("https://collect.example/", "{}"))).toEqual({
      status: 429,
      type: "application/problem+json",
      body: '{"code":"busy"}',
      retryAfterMs: 7_000,
    });
  });

  it.each<[string, () => Promise<Response>]>([
    ["without a network", () => Promise.reject(new TypeError("Failed to fetch"))],
    ["that is not answered for 15 s", () => new Promise(() => {})],
    [
      "whose answer breaks off",
      async () => {
        const response = new Response("{}");
        Object.defineProperty(response, "text", { value: () => Promise.reject(new TypeError("broken off")) });
        return response;
      },
    ],
  ])("%s never rejects, and looks like a failure", async (_what, answer) => {
    answerWith(answer);
    expect(await settle(createPost()("https://collect.example/", "{}"))).toEqual(FAILURE);
  });

  it("is called off after 15 s", async () => {
    answerWith(() => new Promise(() => {}));
    const call = createPost()("https://collect.example/", "{}");
    await vi.advanceTimersByTimeAsync(14_999);
    expect(requests[0]?.[1].signal?.aborted).toBe(false);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(requests[0]?.[1].signal?.aborted).toBe(true);
    expect(await call).toEqual(FAILURE);
  });

  it("that the page's policy blocks is the last one on this page", async () => {
    answerWith(() => {
      const violation = new Event("securitypolicyviolation");
      Object.assign(violation, { blockedURI: "https://collect.example" });
      setTimeout(() => document.dispatchEvent(violation), 10);
      return Promise.reject(new TypeError("Failed to fetch"));
    });
    const post = createPost();
    for (let time = 0; time < 3; time++)
      expect(await settle(post("https://collect.example/v1/batches", "{}"))).toEqual(FAILURE);
    expect(requests).toHaveLength(1);
  });
});
