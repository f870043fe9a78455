import { afterEach, describe, expect, it } from "vitest";
import { openStore } from "../../../server-stub/store/open.ts";
import { careFor } from "../../support/care.ts";
import { startTestCollector, type TestCollector } from "../../support/collector.ts";
import { aRecord } from "../../support/collectorRecords.ts";
import { ENGINES, openDatabases, type TestDatabases } from "../../support/engines.ts";
import { aToken } from "../../support/tokens.ts";

const DAY = 86_400_000;
const SITE = {
  origins: ["*"],
  manifest: "./surveys.json",
  followUp: [{ survey: "order-nps", when: { answer: "score", lte: 6 }, within: "2h" }],
  webhooks: [{ name: "ops", kind: "json", url: "http://127.0.0.1:9/" }],
};
const config = {
  sites: [
    { ...SITE, key: "one", retentionDays: 30 },
    { ...SITE, key: "two" },
  ],
  tokens: [
    aToken("chief", "admin"),
    aToken("north", "admin", { where: { "trait.branch": ["north"] } }),
    aToken("care", "care"),
    aToken("analyst", "analyst"),
  ],
};
let time = Date.now();
let databases: TestDatabases | undefined;
let databaseUrl = "";
let collector: TestCollector;
afterEach(async () => {
  await collector.close();
  await databases?.close();
  databases = undefined;
});

async function start(engine: (typeof ENGINES)[number]): Promise<void> {
  time = Date.now();
  databases = await openDatabases(engine);
  databaseUrl = await databases.create();
  collector = await startTestCollector({ config, databaseUrl, now: () => new Date(time) });
}
const ask = (method: string, path: string, token = "chief", key = "one") =>
  careFor(collector).ask(method, `${path}${path.includes("?") ? "&" : "?"}key=${key}`, { token });
async function erasures(token = "chief", key = "one"): Promise<unknown[]> {
  const response = await ask("GET", "/v1/erasures", token, key);
  expect(response.status).toBe(200);
  expect(response.headers.get("cache-control")).toBe("no-store");
  return (await response.json()).erasures;
}
const post = (records: readonly unknown[], key = "one") => collector.post(records, { key });
const NOTHING = { records: 0, conflicts: 0, cases: 0, links: 0, messages: 0 };

describe.each(ENGINES)("the record of erasures over %s", (engine) => {
  it("says when, by what, whose token and how much, newest first, and nothing of the person", async () => {
    await start(engine);
    const branch = (name: string) => ({ user: { id: `user of ${name}`, traits: { branch: name } } });
    const mine = aRecord({ ...branch("north"), visitor: "visitor of north", answers: { score: 1 } });
    const browsed = aRecord({ visitor: "visitor of nobody" });
    const single = aRecord();
    await post([mine, browsed, single]);
    await post([{ ...mine, answers: { score: 2 } }]);
    await collector.followUp();
    const [one] = (await (await ask("GET", "/v1/cases")).json()).cases;
    expect((await ask("POST", `/v1/cases/${one.id}/link`)).status).toBe(201);
    expect(await erasures()).toEqual([]);

    const times: string[] = [];
    for (const [path, token] of [
      [`/v1/users/${encodeURIComponent("user of north")}`, "north"],
      [`/v1/visitors/${encodeURIComponent("visitor of nobody")}`, "chief"],
      [`/v1/records/${single.id}`, collector.adminToken],
    ] as const) {
      time += 1_000;
      times.unshift(new Date(time).toISOString());
      const response = await ask("DELETE", path, token);
      expect(response.status).toBe(200);
      const [{ at, by, token: name, ...counts }] = (await erasures()) as [Record<string, unknown>];
      expect(counts).toEqual((await response.json()).erased);
      expect([at, by, name]).toEqual([times[0], path.split("/")[2]?.slice(0, -1), name]);
    }
    expect(await erasures()).toEqual([
      { ...NOTHING, at: times[0], by: "record", token: "admin token", records: 1 },
      { ...NOTHING, at: times[1], by: "visitor", token: "chief", records: 1 },
      {
        at: times[2],
        by: "user",
        token: "north",
        ...{ records: 1, conflicts: 1, cases: 1, links: 1, messages: 1 },
      },
    ]);
    expect(await erasures("chief", "two")).toEqual([]);

    const store = await openStore(databaseUrl);
    const rows = JSON.stringify(await store.reader.selectFrom("erasures").selectAll().execute());
    await store.close();
    for (const word of ["user of", "visitor of", mine.id, browsed.id, single.id, one.id])
      expect(rows).not.toContain(word);
  });

  it("has one line a sweep for each site of which it erased something because of its age", async () => {
    await start(engine);
    const old = aRecord({ user: { id: "u-1" }, answers: { score: 0 } });
    await post([old, aRecord(), aRecord()]);
    await post([{ ...old, answers: { score: 1 } }]);
    await post([aRecord()], "two");
    await collector.followUp();
    await collector.sweep();
    expect(await erasures()).toEqual([]);
    time += 31 * DAY;
    await post([aRecord()]);
    await collector.sweep();
    const at = new Date(time).toISOString();
    const first = { ...NOTHING, at, by: "age", records: 3, conflicts: 1, cases: 1, messages: 1 };
    expect(await erasures()).toEqual([first]);
    await collector.sweep();
    expect(await erasures()).toEqual([first]);
    time += 31 * DAY;
    await collector.sweep();
    expect(await erasures()).toEqual([
      { ...NOTHING, at: new Date(time).toISOString(), by: "age", records: 1 },
      first,
    ]);
    expect(await erasures("chief", "two")).toEqual([]);
  });

  it("has no line of what was unknown, or known no more", async () => {
    await start(engine);
    const record = aRecord({ user: { id: "u-1", traits: { branch: "south" } } });
    await post([record]);
    expect((await ask("DELETE", "/v1/users/nobody")).status).toBe(404);
    expect((await ask("DELETE", "/v1/users/u-1", "north")).status).toBe(404);
    expect(await erasures()).toEqual([]);
    expect((await ask("DELETE", "/v1/users/u-1")).status).toBe(200);
    expect((await ask("DELETE", "/v1/users/u-1")).status).toBe(404);
    expect(await erasures()).toHaveLength(1);
  });

  it("is for admins, of whom those with a limit see their own lines; and takes no other parameter", async () => {
    await start(engine);
    const [north, south] = ["north", "south"].map((branch) =>
      aRecord({ user: { id: branch, traits: { branch } } }),
    );
    await post([north, south]);
    await ask("DELETE", "/v1/users/south");
    expect(await erasures("north")).toEqual([]);
    await ask("DELETE", "/v1/users/north", "north");
    expect(await erasures("north")).toMatchObject([{ token: "north" }]);
    expect(await erasures()).toHaveLength(2);
    for (const token of ["care", "analyst"])
      expect((await ask("GET", "/v1/erasures", token)).status).toBe(403);
    const wrong = await ask("GET", "/v1/erasures?user=north");
    expect(wrong.status).toBe(400);
    expect(await wrong.text()).toContain("user");
  });

  it("hands out the latest hundred", async () => {
    await start(engine);
    const store = await openStore(databaseUrl);
    const rows = Array.from({ length: 103 }, (_, index) => ({
      ...NOTHING,
      site: "one",
      id: `erasure-${index}`,
      at: new Date(time + index * 1_000).toISOString(),
      kind: "record" as const,
      token: "chief",
      records: 1 + index,
    }));
    await store.writer.insertInto("erasures").values(rows).execute();
    await store.close();
    const told = (await erasures()) as { records: number }[];
    expect(told.map((one) => one.records)).toEqual(Array.from({ length: 100 }, (_, index) => 103 - index));
  });
});
