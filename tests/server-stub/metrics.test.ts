import { afterAll, beforeAll, expect, it } from "vitest";
import { startTestCollector, type TestCollector } from "../support/collector.ts";
import { aRecord } from "../support/collectorRecords.ts";
import { aToken } from "../support/tokens.ts";

let collector: TestCollector;
beforeAll(async () => {
  const manifest = "./surveys.json";
  collector = await startTestCollector({
    config: {
      sites: [
        { key: "one", manifest },
        { key: "two", manifest },
      ],
      tokens: [aToken("prometheus", "analyst"), aToken("limited", "analyst", { sites: ["one"] })],
    },
  });
});
afterAll(() => collector.close());
const scrape = (token: string) =>
  fetch(`${collector.url}/metrics`, { headers: { Authorization: `Bearer ${token}` } });

it("counts what became of records by site, and how long answers took by route", async () => {
  const record = aRecord({ answers: { score: 3 } });
  await collector.post([record, aRecord(), { id: "record-broken" }], { key: "one" });
  await collector.post([record], { key: "one" });
  await collector.post([{ ...record, answers: { score: 9 } }], { key: "one" });
  await fetch(`${collector.url}/v1/users/somebody?key=one`, {
    headers: { Authorization: `Bearer ${collector.adminToken}` },
  });
  const response = await scrape("prometheus");
  expect(response.headers.get("content-type")).toMatch(/^text\/plain; version=0\.0\.4/);
  const text = await response.text();
  for (const line of [
    'askling_records_accepted_total{site="one"} 2',
    'askling_records_accepted_total{site="two"} 0',
    'askling_records_duplicate_total{site="one"} 1',
    'askling_records_invalid_total{site="one"} 1',
    'askling_records_conflict_total{site="one"} 1',
    'askling_request_duration_seconds_count{method="POST",route="/v1/batches",status="200"} 3',
    'askling_request_duration_seconds_count{method="GET",route="/v1/users/:id",status="404"} 1',
    "askling_ingest_queue 0",
  ])
    expect(text).toContain(`${line}\n`);
  expect(text).not.toContain("somebody");
  expect((await scrape("limited")).status).toBe(403);
});
