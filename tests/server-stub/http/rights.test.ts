import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createApp } from "../../../server-stub/app.ts";
import type { Collector } from "../../../server-stub/collector.ts";
import { RIGHTS } from "../../../server-stub/http/rights.ts";
import { createMetrics } from "../../../server-stub/metrics.ts";
import { startTestCollector, type TestCollector } from "../../support/collector.ts";
import { aRecord } from "../../support/collectorRecords.ts";
import { aCaseNotice, queueIn } from "../../support/notices.ts";
import { aToken } from "../../support/tokens.ts";

/** Counts tests: what was erased stays erased, so that each has ids of its own. */
let round = 0;
const manifest = "./surveys.json";
/** Nobody listens there. */
const webhooks = [{ name: "ops", kind: "json" as const, url: "http://127.0.0.1:1/" }];
const secretOf = (site: string, branch: string) => `verbatim of ${site} ${branch}`;
const recordOf = (site: string, branch: string, id: string) =>
  aRecord({
    id,
    visitor: `visitor-${round}`,
    user: { id: `user-${round}`, traits: { branch } },
    answers: { score: 3, reason: secretOf(site, branch) },
  });

let collector: TestCollector;
/** The case of the north in each site. */
const cases: Record<string, string> = {};
/** The same ids in both sites; what must never be seen of the other one, or of the south, is in the answers. */
const fill = async () => {
  round += 1;
  for (const site of ["one", "two"]) {
    const branches = ["north", "south", "north"];
    const records = branches.map((branch, index) => recordOf(site, branch, `record-${index}-${round}`));
    expect((await collector.post(records, { key: site })).status).toBe(200);
    const databaseUrl = `sqlite:${join(collector.folder, "data", "askling.db")}`;
    const notices = records.map((record, index) =>
      aCaseNotice({ text: record.answers.reason }, { id: `message-${index}-${round}`, record }),
    );
    await queueIn(databaseUrl, webhooks, notices, site);
    for (const { id } of records.slice(0, 2)) {
      const made = await ask("POST /v1/cases", collector.adminToken, site, { record: id });
      expect(made.status).toBe(201);
      if (id === records[0]?.id) cases[site] = JSON.parse(made.text).id;
    }
  }
};
beforeAll(async () => {
  collector = await startTestCollector({
    config: {
      sites: [
        { key: "one", manifest, webhooks },
        { key: "two", manifest, webhooks },
      ],
      tokens: [
        aToken("analyst", "analyst"),
        aToken("care", "care"),
        aToken("chief", "admin"),
        aToken("one-only", "admin", { sites: ["one"] }),
        aToken("north", "admin", { where: { "trait.branch": ["north"] } }),
      ],
    },
  });
});
beforeEach(fill);
afterAll(() => collector.close());

const guarded = Object.entries(RIGHTS).flatMap(([name, right]) =>
  right === "anyone" ? [] : [{ name, right }],
);
const idIn = (kind: string, key: string) =>
  ({
    users: `user-${round}`,
    visitors: `visitor-${round}`,
    records: `record-0-${round}`,
    cases: cases[key],
  })[kind] ?? "order-nps";
/** What is sent where something is to be sent; of the records the last has no case. */
const bodyOf = (name: string) =>
  ({
    "PATCH /v1/records/:id": { tags: ["delivery"] },
    "PATCH /v1/cases/:id": { note: "called" },
    "POST /v1/cases": { record: `record-2-${round}` },
    "POST /v1/messages/resend": { id: `message-0-${round}`, webhook: "ops" },
  })[name];

/** Asks a route with the ids that both sites have; of a stream, what comes within a moment. */
async function ask(
  name: string,
  token: string | undefined,
  key = "one",
  body: object | undefined = bodyOf(name),
) {
  const [method = "", pattern = ""] = name.split(" ");
  const path = pattern.replace(/:id/, idIn(/v1\/(\w+)/.exec(pattern)?.[1] ?? "", key));
  const stop = new AbortController();
  const response = await fetch(`${collector.url}${path}?key=${key}`, {
    method,
    signal: stop.signal,
    headers: {
      ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
      "Last-Event-ID": new Date(0).toISOString(),
      "If-Match": '"1"',
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  if (!response.headers.get("content-type")?.startsWith("text/event-stream"))
    return { status: response.status, text: await response.text() };
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  while (!text.includes("data: ")) text += (await reader?.read())?.value ?? "";
  stop.abort();
  return { status: response.status, text };
}

it("every route of the app stands in the table, and nothing else does", () => {
  const parts = { metrics: createMetrics({ sites: () => [], queue: () => 0 }) };
  const app = createApp(parts as Collector);
  const routes = app.routes
    .filter(({ method }) => method !== "ALL")
    .map(({ method, path }) => `${method} ${path}`);
  expect([...new Set(routes)].sort()).toEqual(Object.keys(RIGHTS).sort());
});

describe.each(guarded)("$name", ({ name, right }) => {
  it("answers nobody without a token that it knows", async () => {
    expect((await ask(name, undefined)).status).toBe(401);
    expect((await ask(name, "guess")).status).toBe(401);
  });

  it.each(["analyst", "care"] as const)("lets %s in only where the table says so", async (role) => {
    const { status } = await ask(name, role);
    if (right.roles.includes(role)) expect([200, 201]).toContain(status);
    else expect(status).toBe(403);
  });

  it("shows nothing of another site, whose ids are the same", async () => {
    expect((await ask(name, "one-only", "two")).status).toBe(403);
    if (right.scope === "collector") return;
    const { status, text } = await ask(name, "chief");
    expect([200, 201]).toContain(status);
    expect(text).not.toContain("verbatim of two");
    const other = await ask(name, "chief", "two");
    expect([200, 201]).toContain(other.status);
    expect(other.text).not.toContain("verbatim of one");
  });

  it("shows nothing that the token's where leaves out", async () => {
    const { status, text } = await ask(name, "north");
    if (right.scope === "collector") return expect(status).toBe(403);
    expect([200, 201]).toContain(status);
    expect(text).not.toContain(secretOf("one", "south"));
  });
});

it("what a token may not see it cannot erase or tag either", async () => {
  const south = async (method: string, path: string) =>
    fetch(`${collector.url}${path}?key=two`, {
      method,
      headers: { Authorization: "Bearer north" },
      ...(method === "PATCH" ? { body: '{"tags":["x"]}' } : {}),
    });
  const fresh = recordOf("two", "south", "record-of-the-south");
  await collector.post([fresh], { key: "two" });
  for (const method of ["GET", "PATCH", "DELETE"])
    expect((await south(method, `/v1/records/${fresh.id}`)).status).toBe(404);
  const still = await collector.get(`/v1/records/${fresh.id}?key=two`);
  expect(await still.json()).toMatchObject({ answers: fresh.answers, tags: [] });
});

it("who guesses tokens is made to wait, and who has one is not", async () => {
  const guess = (token: string) =>
    fetch(`${collector.url}/v1/users/nobody?key=one`, { headers: { Authorization: `Bearer ${token}` } });
  const statuses = new Set<number>();
  // The minute may end meanwhile; then as many again are let through.
  for (let round = 0; round < 640 && !statuses.has(429); round++)
    statuses.add((await guess(`guess-${round}`)).status);
  expect([...statuses]).toEqual([401, 429]);
  expect((await guess("analyst")).status).toBe(404);
});
