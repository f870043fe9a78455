import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkManifest } from "../../widget/manifest/check.ts";
import { patternFault } from "../../widget/manifest/pattern.ts";
import { startTestCollector, TEST_MANIFEST, type TestCollector } from "../support/collector.ts";

let collector: TestCollector;
beforeAll(async () => {
  collector = await startTestCollector({
    config: {
      sites: [
        { key: "one", origins: ["*"], manifest: "./surveys.json" },
        { key: "two", origins: ["https://shop.example"], manifest: "./two.json" },
      ],
    },
    files: { "two.json": JSON.stringify({ version: 1, paused: true, surveys: [] }) },
  });
});
afterAll(() => collector.close());

const ask = (query: string, headers: Record<string, string> = {}) =>
  fetch(`${collector.url}/v1/surveys${query}`, { headers });

describe("the manifest of a site", () => {
  it("is what its owner wrote, stamped as checked", async () => {
    const response = await ask("?key=one");
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("application/json; charset=utf-8");
    const { checked, ...manifest } = await response.json();
    expect(manifest).toEqual(TEST_MANIFEST);
    expect(checked).toBe(__FINGERPRINT__);
    expect(checkManifest({ checked, ...manifest }, patternFault)).toMatchObject({
      manifest: [],
      unknownKeys: [],
    });
  });

  it("is each site's own", async () => {
    expect(await (await ask("?key=two")).json()).toMatchObject({ paused: true, surveys: [] });
  });

  it.each([
    ["", 400, "key_required"],
    ["?key=", 404, "unknown_site"],
    ["?key=three", 404, "unknown_site"],
  ])("asked for with %j gets a problem", async (query, status, code) => {
    const response = await ask(query);
    expect(response.status).toBe(status);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    expect(await response.json()).toMatchObject({ type: "about:blank", status, code });
  });

  it("is not sent again to who has it, also from another origin", async () => {
    const origin = { Origin: "https://shop.example" };
    const first = await ask("?key=two", origin);
    const tag = first.headers.get("etag") ?? "";
    expect(tag).toMatch(/^"\w{32}"$/);
    expect(first.headers.get("cache-control")).toBe("no-cache");
    for (const known of [tag, `W/${tag}`, `"other", ${tag}`, "*"]) {
      const again = await ask("?key=two", { ...origin, "If-None-Match": known });
      expect(again.status).toBe(304);
      expect(again.headers.get("etag")).toBe(tag);
      expect(again.headers.get("access-control-allow-origin")).toBe("https://shop.example");
      expect(await again.text()).toBe("");
    }
    expect((await ask("?key=two", { "If-None-Match": '"other"' })).status).toBe(200);
  });

  it("answers HEAD like GET, and other methods with 405 and what is possible", async () => {
    const head = await fetch(`${collector.url}/v1/surveys?key=one`, { method: "HEAD" });
    expect([head.status, await head.text()]).toEqual([200, ""]);
    const put = await fetch(`${collector.url}/v1/surveys?key=one`, { method: "PUT" });
    expect(put.status).toBe(405);
    expect(put.headers.get("allow")).toContain("GET");
    expect(await put.json()).toMatchObject({ status: 405, code: "method_not_allowed" });
  });
});

describe("health", () => {
  it.each([
    ["/livez", "live"],
    ["/readyz", "ready"],
    ["/healthz", "ready"],
  ])("%s answers without token and is not cached", async (path, status) => {
    const response = await fetch(collector.url + path);
    expect(response.status).toBe(200);
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(await response.json()).toEqual({ status });
  });
});

it("every answer forbids guessing its type, problems included", async () => {
  for (const path of ["/livez", "/v1/surveys?key=one", "/v1/surveys", "/nowhere"]) {
    const response = await fetch(collector.url + path);
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
    expect(response.headers.get("referrer-policy")).toBe("strict-origin-when-cross-origin");
  }
});
