import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { startTestCollector, type TestCollector } from "../support/collector.ts";
import { aRecord } from "../support/collectorRecords.ts";
import { ENGINES, openDatabases, type TestDatabases } from "../support/engines.ts";

let collector: TestCollector;
afterEach(() => collector.close());

describe.each(ENGINES)("a clock that jumped, over %s", (engine) => {
  const YEAR = 365 * 86_400_000;
  const HOUR = 3_600_000;
  let databases: TestDatabases;
  let databaseUrl: string;
  let time = 0;
  let uptime = 0;
  beforeAll(async () => {
    databases = await openDatabases(engine);
  });
  afterAll(() => databases.close());
  const start = async (retentionDays?: number) => {
    uptime = 0;
    const site = { key: "pk_shop", manifest: "./surveys.json", ...(retentionDays ? { retentionDays } : {}) };
    collector = await startTestCollector({
      config: { sites: [site] },
      databaseUrl,
      now: () => new Date(time),
      uptime: () => uptime,
    });
    await collector.sweep();
  };
  const prepare = async () => {
    databaseUrl = await databases.create();
    time = Date.parse("2026-01-01T00:00:00Z");
    await start(30);
    await collector.post(Array.from({ length: 40 }, () => aRecord()));
  };
  const shown = async () => (await (await collector.get("/v1/surveys/order-nps/results")).json()).shown;
  const told = () =>
    collector.entries.filter(({ event, level }) => event === "retention" && level === "warning");

  it("erases nothing, says so, and all is well once it is right again", async () => {
    await prepare();
    time += YEAR;
    await collector.sweep();
    await collector.sweep();
    expect(await shown()).toBe(40);
    expect(told()).toMatchObject([
      { fields: { site: "pk_shop", waiting: 40, before: 0, time: "2027-01-01T00:00:00.000Z" } },
    ]);
    time -= YEAR;
    await collector.sweep();
    uptime += 25 * HOUR;
    await collector.sweep();
    expect(await shown()).toBe(40);
  });

  it("waits for a day in which collectors ran, over restarts, and no longer", async () => {
    await prepare();
    time += YEAR;
    await collector.sweep();
    uptime += 15 * HOUR;
    await collector.sweep();
    await collector.close();
    // Wherever the clock goes.
    time += YEAR;
    await start(30);
    expect(await shown()).toBe(40);
    expect(told()).toHaveLength(1);
    uptime += 8 * HOUR;
    await collector.sweep();
    expect(await shown()).toBe(40);
    uptime += 1 * HOUR;
    await collector.sweep();
    expect(await shown()).toBe(0);
  });

  it("is no matter where the days to keep were changed", async () => {
    await prepare();
    await collector.close();
    time += 20 * 86_400_000;
    await start(7);
    expect(await shown()).toBe(0);
    expect(told()).toEqual([]);
  });

  it("takes no links and no ids of erased records with it", async () => {
    databaseUrl = await databases.create();
    time = Date.parse("2026-01-01T00:00:00Z");
    await start();
    const records = Array.from({ length: 20 }, () => aRecord({ user: { id: "u-7" } }));
    await collector.post(records);
    await fetch(`${collector.url}/v1/users/u-7`, {
      method: "DELETE",
      headers: { Authorization: `Bearer ${collector.adminToken}` },
    });
    time += 3 * YEAR;
    await collector.sweep();
    time -= 3 * YEAR;
    const answer = await (await collector.post(records)).json();
    expect(new Set(Object.values(answer.results).map((one) => JSON.stringify(one)))).toEqual(
      new Set([JSON.stringify({ status: "duplicate" })]),
    );
  });
});
