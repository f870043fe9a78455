import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestCollector, type TestCollector } from "../../support/collector.ts";
import { aRecord } from "../../support/collectorRecords.ts";

const token = (name: string, role: string, more: object = {}) => ({
  name,
  hash: createHash("sha256").update(name).digest("hex"),
  role,
  ...more,
});
let collector: TestCollector;
beforeAll(async () => {
  const manifest = "./surveys.json";
  collector = await startTestCollector({
    config: {
      sites: [
        { key: "one", manifest },
        { key: "two", manifest },
      ],
      tokens: [
        token("analyst", "analyst"),
        token("care", "care"),
        token("chief", "admin"),
        token("one-only", "analyst", { sites: ["one"] }),
        token("north", "analyst", { where: { "trait.branch": ["north"] } }),
      ],
    },
  });
  const from = (branch: string) => aRecord({ user: { traits: { branch } } });
  await collector.post([from("north"), from("south"), aRecord()], { key: "one" });
  await collector.post([aRecord()], { key: "two" });
});
afterAll(() => collector.close());

const ROUTES = ["results", "records", "records.csv", "records.ndjson"];
const ask = (route: string, authorization: string | undefined, query = "?key=one") =>
  fetch(`${collector.url}/v1/surveys/order-nps/${route}${query}`, {
    headers: authorization === undefined ? {} : { Authorization: authorization },
  });

describe.each(ROUTES)("%s", (route) => {
  it.each([
    [undefined, "?key=one", 401, "unauthorized"],
    ["Basic YTpi", "?key=one", 401, "unauthorized"],
    ["Bearer", "?key=one", 401, "unauthorized"],
    ["Bearer nobody", "?key=one", 401, "unauthorized"],
    ["Bearer care", "?key=one", 403, "forbidden"],
    ["Bearer one-only", "?key=two", 403, "forbidden"],
    ["Bearer analyst", "", 400, "key_required"],
    ["Bearer analyst", "?key=three", 404, "unknown_site"],
  ])("asked with %s%s answers %i %s", async (authorization, query, status, code) => {
    const response = await ask(route, authorization, query);
    expect(response.status).toBe(status);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    expect(await response.json()).toMatchObject({ status, code });
  });

  it.each(["analyst", "chief", "one-only", "north", "admin-token-of-a-test"])("opens to %s", async (name) => {
    const response = await ask(route, `Bearer ${name}`);
    expect(response.status).toBe(200);
    await response.text();
  });
});

it("a token sees no more than its where allows", async () => {
  const seen = async (name: string) => {
    const { shown } = await (await ask("results", `Bearer ${name}`)).json();
    const { records } = await (await ask("records", `Bearer ${name}`)).json();
    const lines = (await (await ask("records.ndjson", `Bearer ${name}`)).text()).split("\n").length - 1;
    const csv = (await (await ask("records.csv", `Bearer ${name}`)).text()).split("\r\n").length - 2;
    return [shown, records.length, lines, csv];
  };
  expect(await seen("analyst")).toEqual([3, 3, 3, 3]);
  expect(await seen("north")).toEqual([1, 1, 1, 1]);
});

it("a site's records are not seen through another's key", async () => {
  expect(await (await ask("results", "Bearer analyst", "?key=two")).json()).toMatchObject({ shown: 1 });
});
