import { expect, it } from "vitest";
import { describeFailure, formatEntry } from "../../server-stub/log.ts";
import { startTestCollector } from "../support/collector.ts";
import { aRecord } from "../support/collectorRecords.ts";

const time = new Date("2026-11-22T08:00:00Z");

it("an entry is a line of JSON for programs, and words for people", () => {
  const entry = {
    level: "warning",
    event: "erasure",
    message: "Gone.",
    fields: { site: "a", records: 2 },
  } as const;
  expect(JSON.parse(formatEntry(entry, time, false))).toEqual({
    time: "2026-11-22T08:00:00.000Z",
    level: "warning",
    event: "erasure",
    message: "Gone.",
    site: "a",
    records: 2,
  });
  expect(formatEntry(entry, time, true)).toBe("2026-11-22T08:00:00.000Z warning: Gone. (site=a, records=2)");
});

it("a failure is told by its kind and place, not by its message, which may quote what came in", () => {
  const told = describeFailure(new SyntaxError("Unexpected token in my secret answer"));
  expect(told).toMatchObject({ error: "SyntaxError", at: expect.stringContaining("log.test.ts") });
  expect(JSON.stringify(told)).not.toContain("secret answer");
});

it("exports, views, erasures and refusals are logged without content, ids of people, or tokens", async () => {
  const config = { sites: [{ key: "pk_shop", manifest: "./surveys.json", secret: "hush-secret" }] };
  const collector = await startTestCollector({ config });
  const user = { id: "person-17", traits: { plan: "gold-plan" }, signature: "bad-signature", expires: 1 };
  const record = aRecord({ user, visitor: "visitor-17", answers: { reason: "my-verbatim" } });
  const named = aRecord({ user: { id: "person-17" }, answers: { reason: "my-verbatim" } });
  await collector.post([record, named, { ...record, id: "my-verbatim!" }]);
  await collector.post([{ ...record, answers: { reason: "other-verbatim" } }]);
  for (const path of ["records", "records.csv", "records.ndjson", "results"])
    await (await collector.get(`/v1/surveys/order-nps/${path}`)).text();
  await collector.get("/v1/users/person-17");
  const headers = { Authorization: `Bearer ${collector.adminToken}` };
  await fetch(`${collector.url}/v1/users/person-17`, { method: "DELETE", headers });
  await fetch(`${collector.url}/v1/users/person-17`, { headers: { Authorization: "Bearer guessed-token" } });
  const lines = collector.entries.map((entry) => formatEntry(entry, time, false)).join("\n");
  await collector.close();
  const events = new Set(collector.entries.map(({ event }) => event));
  for (const event of ["start", "export", "person", "erasure", "conflict"]) expect(events).toContain(event);
  for (const secret of [
    "verbatim",
    "person-17",
    "visitor-17",
    "gold-plan",
    "bad-signature",
    "hush-secret",
    "guessed-token",
    collector.adminToken,
  ])
    expect(lines).not.toContain(secret);
});
