import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestCollector, type TestCollector } from "../../support/collector.ts";
import { aRecord } from "../../support/collectorRecords.ts";

let collector: TestCollector;
beforeAll(async () => {
  collector = await startTestCollector({
    config: { sites: [{ key: "pk_shop", origins: ["https://shop.example"], manifest: "./surveys.json" }] },
  });
});
afterAll(() => collector.close());

it.each([
  "/livez",
  "/metrics",
  "/v1/surveys?key=pk_shop",
  "/v1/surveys/order-nps/results",
  "/v1/surveys/order-nps/records.csv",
  "/v1/users/nobody",
  "/nothing/here",
  "/v1/batches",
])("%s cannot be framed, sniffed or made to run anything", async (path) => {
  const { headers } = await collector.get(path);
  expect(headers.get("x-content-type-options")).toBe("nosniff");
  expect(headers.get("content-security-policy")).toBe("default-src 'none'; frame-ancestors 'none'; sandbox");
  expect(headers.get("x-frame-options")).toBe("DENY");
  expect(headers.get("referrer-policy")).toBe("strict-origin-when-cross-origin");
  expect(headers.get("server")).toBeNull();
  expect(headers.get("x-powered-by")).toBeNull();
});

describe("an answer that is for one site's pages", () => {
  const from = (origin: string, init: RequestInit = {}) =>
    fetch(`${collector.url}/v1/batches`, { method: "POST", ...init, headers: { Origin: origin } });
  const body = () =>
    JSON.stringify({ v: 1, key: "pk_shop", sentAt: new Date().toISOString(), records: [aRecord()] });

  it("says so to caches, and lets those pages read when to come back", async () => {
    const { status, headers } = await from("https://shop.example", { body: body() });
    expect(status).toBe(200);
    expect(headers.get("vary")).toContain("Origin");
    expect(headers.get("access-control-allow-origin")).toBe("https://shop.example");
    expect(headers.get("access-control-expose-headers")).toContain("Retry-After");
    expect(headers.get("access-control-allow-credentials")).toBeNull();
  });

  it("is refused to pages elsewhere, and so is figures' to all pages", async () => {
    const refused = await from("https://elsewhere.example", { body: body() });
    expect(refused.status).toBe(403);
    expect(refused.headers.get("vary")).toContain("Origin");
    // So that the page can tell why.
    expect(refused.headers.get("access-control-allow-origin")).toBe("*");
    const results = await fetch(`${collector.url}/v1/surveys/order-nps/results`, {
      headers: { Origin: "https://shop.example", Authorization: `Bearer ${collector.adminToken}` },
    });
    expect(results.headers.get("access-control-allow-origin")).toBeNull();
    expect(results.headers.get("cross-origin-resource-policy")).toBe("same-origin");
  });
});
