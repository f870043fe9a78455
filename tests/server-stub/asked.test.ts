import { afterAll, beforeAll, expect, it } from "vitest";
import { signUser } from "../../server-stub/ingest/identity.ts";
import { startTestCollector, type TestCollector } from "../support/collector.ts";
import { aRecord } from "../support/collectorRecords.ts";

let time = Date.parse("2026-11-22T08:00:00Z");
let collector: TestCollector;
const EXPIRES = Date.parse("2026-12-01T00:00:00Z") / 1000;
beforeAll(async () => {
  const manifest = "./surveys.json";
  collector = await startTestCollector({
    config: {
      sites: [
        { key: "one", manifest, origins: ["*"], secret: ["new", "old"] },
        { key: "two", manifest, origins: ["*"], secret: "new" },
      ],
    },
    now: () => new Date(time),
  });
  const shown = (survey: string, shownAt: string) => aRecord({ survey, shownAt, user: { id: "u 7/ü" } });
  await collector.post(
    [
      shown("order-nps", "2026-11-20T08:00:00.000Z"),
      shown("order-nps", "2026-11-21T08:00:00.000Z"),
      shown("visit-csat", "2026-11-19T08:00:00.000Z"),
    ],
    { key: "one" },
  );
});
afterAll(() => collector.close());

const ask = (secret: string, parts: Record<string, string> = {}, headers: Record<string, string> = {}) => {
  const query = new URLSearchParams({
    key: "one",
    user: "u 7/ü",
    expires: String(EXPIRES),
    signature: signUser("u 7/ü", EXPIRES, secret),
    ...parts,
  });
  return fetch(`${collector.url}/v1/surveys?${query}`, { headers });
};

it.each(["new", "old"])(
  "a user signed with the %s secret learns when each survey was shown last",
  async (secret) => {
    const response = await ask(secret);
    expect(response.headers.get("cache-control")).toBe("private, no-cache");
    const manifest = await response.json();
    expect(manifest.asked).toEqual({
      "order-nps": "2026-11-21T08:00:00.000Z",
      "visit-csat": "2026-11-19T08:00:00.000Z",
    });
    expect(manifest.checked).toEqual(expect.any(String));
    const tag = response.headers.get("etag") ?? "";
    expect((await ask(secret, {}, { "If-None-Match": tag })).status).toBe(304);
  },
);

it("learns nothing of another site", async () => {
  expect((await (await ask("new", { key: "two" })).json()).asked).toEqual({});
});

it.each([
  ["a wrong signature", "wrong", {}],
  ["another user", "new", { user: "u-8" }],
  ["a later expiry", "new", { expires: String(EXPIRES + 1) }],
  ["no number for an expiry", "new", { expires: "soon" }],
])("%s gets the manifest as anybody does", async (_what, secret, parts) => {
  const response = await ask(secret, parts);
  expect(response.status).toBe(200);
  expect(await response.json()).not.toHaveProperty("asked");
});

it("a signature holds to the second it names, and is none afterwards", async () => {
  time = EXPIRES * 1000;
  expect(await (await ask("new")).json()).toHaveProperty("asked");
  time = EXPIRES * 1000 + 1;
  expect(await (await ask("new")).json()).not.toHaveProperty("asked");
});
