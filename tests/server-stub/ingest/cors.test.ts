import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestCollector, type TestCollector } from "../../support/collector.ts";
import { aRecord } from "../../support/collectorRecords.ts";

const SHOP = "https://shop.example";
let collector: TestCollector;
beforeAll(async () => {
  const manifest = "./surveys.json";
  collector = await startTestCollector({
    config: {
      sites: [
        { key: "shop", origins: [SHOP], manifest },
        { key: "all", origins: ["*"], manifest },
        { key: "file", origins: ["null"], manifest },
        { key: "own", manifest },
        { key: "spelled", origins: ["HTTPS://Büro.Example:443", "capacitor://localhost"], manifest },
      ],
    },
  });
});
afterAll(() => collector.close());

const post = (key: string, origin: string | undefined) =>
  fetch(`${collector.url}/v1/batches`, {
    method: "POST",
    headers: origin === undefined ? {} : { Origin: origin },
    body: JSON.stringify({ v: 1, key, sentAt: new Date().toISOString(), records: [aRecord()] }),
  });
const get = (key: string, origin: string | undefined) =>
  fetch(`${collector.url}/v1/surveys?key=${key}`, {
    headers: origin === undefined ? {} : { Origin: origin },
  });

describe.each([
  ["batches", post],
  ["surveys", get],
])("%s", (_route, ask) => {
  it.each([
    ["shop", SHOP, 200, SHOP],
    ["shop", undefined, 200, null],
    ["shop", "https://shop.example.evil", 403, "*"],
    ["shop", "http://shop.example", 403, "*"],
    ["shop", "https://elsewhere.example", 403, "*"],
    ["shop", "null", 403, "*"],
    ["all", "https://elsewhere.example", 200, "*"],
    ["all", "null", 200, "*"],
    ["file", "null", 200, "null"],
    ["file", SHOP, 403, "*"],
    ["own", SHOP, 403, "*"],
    ["own", undefined, 200, null],
    ["spelled", "https://xn--bro-hoa.example", 200, "https://xn--bro-hoa.example"],
    ["spelled", "capacitor://localhost", 200, "capacitor://localhost"],
    ["spelled", "http://xn--bro-hoa.example", 403, "*"],
  ])("of %s asked from %s answer %s and allow %s", async (key, origin, status, allowed) => {
    const response = await ask(key, origin);
    expect(response.status).toBe(status);
    expect(response.headers.get("access-control-allow-origin")).toBe(allowed);
    expect(response.headers.get("vary")).toBe("Origin");
    expect(response.headers.get("access-control-allow-credentials")).toBeNull();
  });

  it("may always be asked from the collector's own pages", async () => {
    expect((await ask("own", collector.url)).status).toBe(200);
  });

  it("let a page read why its key is unknown", async () => {
    const response = await ask("nobody", SHOP);
    expect(response.headers.get("access-control-allow-origin")).toBe(SHOP);
    expect(await response.json()).toMatchObject({ code: "unknown_site" });
  });
});

it("a batch without key, where there are several sites, is refused in a way that makes the widget wait", async () => {
  const frame = { v: 1, sentAt: new Date().toISOString(), records: [aRecord()] };
  const response = await fetch(`${collector.url}/v1/batches`, {
    method: "POST",
    body: JSON.stringify(frame),
  });
  expect(response.status).toBe(403);
  expect(await response.json()).toMatchObject({ code: "key_required" });
});

it("a preflight is answered for the origins of any site", async () => {
  const preflight = (origin: string) =>
    fetch(`${collector.url}/v1/batches`, {
      method: "OPTIONS",
      headers: { Origin: origin, "Access-Control-Request-Method": "POST" },
    });
  const allowed = await preflight(SHOP);
  expect(allowed.status).toBe(204);
  expect(allowed.headers.get("access-control-allow-methods")).toContain("POST");
  expect(allowed.headers.get("access-control-allow-headers")).toContain("Content-Type");
  expect(allowed.headers.get("access-control-allow-origin")).toBe(SHOP);
  expect(allowed.headers.get("vary")).toBe("Origin");
});
