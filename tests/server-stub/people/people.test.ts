import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { startTestCollector, type TestCollector } from "../../support/collector.ts";
import { aRecord } from "../../support/collectorRecords.ts";
import { ENGINES, startCollectorOver } from "../../support/engines.ts";

let collector: TestCollector;
afterEach(() => collector.close());

const erase = (path: string) =>
  fetch(collector.url + path, {
    method: "DELETE",
    headers: { Authorization: `Bearer ${collector.adminToken}` },
  });
/** The files in which the text is found. */
const filesWith = (text: string) => {
  const folder = join(collector.folder, "data");
  return readdirSync(folder).filter((name) => readFileSync(join(folder, name)).includes(text));
};

describe.each(ENGINES)("all about a person over %s", (engine) => {
  it("is what was answered under their name, and what was set aside", async () => {
    collector = await startCollectorOver(engine);
    const record = aRecord({ user: { id: "u/7 ü" }, visitor: "v-1", answers: { score: 3 } });
    await collector.post([record, aRecord({ user: { id: "u-8" } })]);
    await collector.post([{ ...record, answers: { score: 9 } }]);
    const response = await collector.get(`/v1/users/${encodeURIComponent("u/7 ü")}`);
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({
      user: "u/7 ü",
      visitors: ["v-1"],
      records: [{ id: record.id, answers: { score: 3 }, identity: "unsigned" }],
      conflicts: [{ id: record.id, answers: { score: 9 } }],
    });
    expect(await (await collector.get("/v1/visitors/v-1")).json()).toMatchObject({
      records: [{ id: record.id }],
    });
    expect(await (await collector.get(`/v1/records/${record.id}`)).json()).toMatchObject({
      answers: { score: 3 },
    });
    expect((await collector.get("/v1/users/nobody")).status).toBe(404);
  });
});

describe("an erasure", () => {
  it("leaves no text of the person in any file, however often they wrote", async () => {
    collector = await startTestCollector();
    for (let round = 0; round < 12; round++) {
      const records = Array.from({ length: 20 }, (_, index) => {
        const isMine = index % 4 === 0;
        const reason = `${isMine ? "Wolfgang speaks" : "Others speak"} ${"x".repeat((index * 97) % 900)}`;
        return aRecord({
          id: `record-${index}-${Math.floor(round / 2)}`,
          rev: 1 + (round % 2),
          visitor: isMine ? "visitor-mine" : "visitor-other",
          user: { id: isMine ? "user-wolfgang" : `user-${index}` },
          answers: { score: index % 10, reason: `${reason} ${round % 2}` },
        });
      });
      await collector.post(records);
      await collector.post([{ ...records[0], answers: { reason: "Wolfgang contradicts" } }]);
    }
    expect(filesWith("Wolfgang").length).toBeGreaterThan(0);
    const response = await erase("/v1/users/user-wolfgang");
    expect(await response.json()).toEqual({
      erased: { records: 30, conflicts: 12, cases: 0, links: 0, messages: 0 },
      filesClean: true,
    });
    for (const text of ["Wolfgang", "user-wolfgang", "visitor-mine"]) expect(filesWith(text)).toEqual([]);
    expect(filesWith("Others speak")).toEqual(["askling.db"]);
    expect((await collector.get("/v1/users/user-wolfgang")).status).toBe(404);
    const results = await (await collector.get("/v1/surveys/order-nps/results")).json();
    expect(results.shown).toBe(90);
    const lines = collector.entries.map((entry) => JSON.stringify(entry)).join("\n");
    expect(lines).toContain('"event":"erasure"');
    expect(lines).not.toMatch(/wolfgang/i);
  });
});

describe.each(ENGINES)("an erasure over %s", (engine) => {
  it("is not undone by a copy that arrives late", async () => {
    collector = await startCollectorOver(engine);
    const record = aRecord({ user: { id: "u-7" } });
    await collector.post([record]);
    expect((await erase(`/v1/records/${record.id}`)).status).toBe(200);
    for (const rev of [1, 2, 99]) {
      const { results } = await (await collector.post([{ ...record, rev }])).json();
      expect(results[record.id]).toEqual({ status: "duplicate" });
    }
    expect((await collector.get("/v1/users/u-7")).status).toBe(404);
    expect((await collector.get(`/v1/records/${record.id}`)).status).toBe(404);
    expect((await erase(`/v1/records/${record.id}`)).status).toBe(404);
  });

  it("takes all of a person's records at once, and what its age or conflicts hold", async () => {
    let time = Date.parse("2026-01-01T00:00:00Z");
    const config = { sites: [{ key: "pk_shop", manifest: "./surveys.json", retentionDays: 30 }] };
    collector = await startCollectorOver(engine, { config, now: () => new Date(time) });
    const mine = Array.from({ length: 40 }, () => aRecord({ user: { id: "u-7" } }));
    const other = aRecord({ user: { id: "u-8" } });
    await collector.post(mine);
    await collector.post([{ ...mine[0], answers: { score: 0 } }, other]);
    await collector.post([{ ...other, user: { id: "u-7" } }]);
    const response = await erase("/v1/users/u-7");
    expect(await response.json()).toMatchObject({ erased: { records: 40, conflicts: 2 }, filesClean: true });
    const results = async () => (await collector.get("/v1/surveys/order-nps/results")).json();
    expect(await results()).toMatchObject({ shown: 1 });
    time += 31 * 86_400_000;
    await collector.sweep();
    expect(await results()).toMatchObject({ shown: 0 });
  });
});

describe("retention", () => {
  it("erases what was received too long ago, and keeps the manifests", async () => {
    let time = Date.parse("2026-01-01T00:00:00Z");
    const config = { sites: [{ key: "pk_shop", manifest: "./surveys.json", retentionDays: 30 }] };
    collector = await startTestCollector({ config, now: () => new Date(time) });
    await collector.post([aRecord({ answers: { reason: "an old verbatim" } })]);
    time += 29 * 86_400_000;
    await collector.post([aRecord({ answers: { reason: "a newer verbatim" } })]);
    await collector.sweep();
    expect(filesWith("an old verbatim").length).toBeGreaterThan(0);
    time += 2 * 86_400_000;
    await collector.sweep();
    expect(filesWith("an old verbatim")).toEqual([]);
    expect(filesWith("a newer verbatim").length).toBeGreaterThan(0);
    expect(await (await collector.get("/v1/surveys/order-nps/results")).json()).toMatchObject({ shown: 1 });
    const told = collector.entries.filter(({ event }) => event === "retention");
    expect(told).toMatchObject([{ fields: { site: "pk_shop", records: 1 } }]);
  });
});
