import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startTestCollector, type TestCollector } from "../support/collector.ts";
import { aRecord } from "../support/collectorRecords.ts";
import { deliver } from "../support/persistentSender.ts";
import { startPostgres, type TestPostgres } from "../support/postgres.ts";

let postgres: TestPostgres;
let collector: TestCollector;
beforeAll(async () => {
  postgres = await startPostgres();
  // Those who try again and again come from one address here.
  const sites = [{ key: "pk_shop", origins: ["*"], manifest: "./surveys.json" }];
  const config = { sites, limits: { perAddress: 1e9, perKey: 1e9 } };
  collector = await startTestCollector({ config, databaseUrl: await postgres.createDatabase() });
});
beforeEach(() => postgres.start());
afterAll(async () => {
  await collector?.close();
  await postgres?.close();
});

const idsFound = async () => {
  const lines = (await (await collector.get("/v1/surveys/order-nps/records.ndjson")).text()).trimEnd();
  return lines.split("\n").map((line): string => JSON.parse(line).id);
};
const post = (record: object) =>
  fetch(`${collector.url}/v1/batches`, {
    method: "POST",
    headers: { Origin: "https://shop.example" },
    body: JSON.stringify({ v: 1, key: "pk_shop", sentAt: new Date().toISOString(), records: [record] }),
  });
const expectUnavailable = async (response: Response) => {
  expect(response.status).toBe(503);
  expect(Number(response.headers.get("Retry-After"))).toBeGreaterThan(0);
  expect(response.headers.get("Access-Control-Expose-Headers")).toContain("Retry-After");
  const problem = await response.json();
  expect(problem).toMatchObject({ code: "database_unavailable" });
  expect(problem.retryAfterMs).toBeGreaterThan(0);
};

describe("a database that goes away and comes back", () => {
  it.each(["fast", "immediate"] as const)("is waited for after a %s stop", async (how) => {
    const before = aRecord();
    expect((await collector.post([before])).status).toBe(200);
    await postgres.stop(how);
    const meanwhile = aRecord();
    await expectUnavailable(await post(meanwhile));
    expect((await collector.get("/v1/surveys/order-nps/results")).status).toBe(503);
    expect((await collector.get("/readyz")).status).toBe(503);
    expect((await collector.get("/livez")).status).toBe(200);
    await postgres.start();
    await expect.poll(async () => (await collector.get("/readyz")).status).toBe(200);
    await deliver([collector.url], [meanwhile]);
    expect(await idsFound()).toEqual(expect.arrayContaining([before.id, meanwhile.id]));
  });

  it("is answered for in time when it takes connections and says nothing", async () => {
    const record = aRecord();
    postgres.freeze();
    const started = Date.now();
    try {
      await expectUnavailable(await post(record));
    } finally {
      postgres.thaw();
    }
    // The widget gives up after 15 s and would never hear when to come back.
    expect(Date.now() - started).toBeLessThan(14_000);
    await deliver([collector.url], [record]);
    expect(await idsFound()).toContain(record.id);
  });

  it("has everything that was acknowledged once, though it crashed under load again and again", async () => {
    const expected: string[] = [];
    let over = false;
    const failures: string[] = [];
    const respond = async () => {
      while (!over) {
        const records = Array.from({ length: 5 }, () => aRecord());
        failures.push(...(await deliver([collector.url], records)).failures);
        expected.push(...records.map(({ id }) => id));
      }
    };
    const respondents = Promise.all(Array.from({ length: 8 }, respond));
    respondents.catch(() => {
      over = true;
    });
    for (let crash = 0; crash < 3; crash++) {
      const before = expected.length;
      await expect.poll(() => expected.length, { timeout: 20_000 }).toBeGreaterThan(before + 200);
      await postgres.stop("immediate");
      await postgres.start();
    }
    over = true;
    await respondents;
    expect(failures).toContain("503");
    const found = await idsFound();
    expect(new Set(found).size).toBe(found.length);
    expect(found).toEqual(expect.arrayContaining(expected));
  }, 90_000);
});
