import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TestCollector } from "../../support/collector.ts";
import { aRecord } from "../../support/collectorRecords.ts";
import { ENGINES, startCollectorOver } from "../../support/engines.ts";

describe.each(ENGINES)("tags over %s", (engine) => {
  let collector: TestCollector;
  beforeAll(async () => {
    collector = await startCollectorOver(engine);
  });
  afterAll(() => collector.close());
  const tag = (id: string, body: unknown) =>
    fetch(`${collector.url}/v1/records/${id}`, {
      method: "PATCH",
      headers: { Authorization: `Bearer ${collector.adminToken}` },
      body: typeof body === "string" ? body : JSON.stringify(body),
    });
  const results = async (query: string) =>
    (await collector.get(`/v1/surveys/order-nps/results?${query}`)).json();

  it("tags take the place of earlier ones, outlive new revisions, and group and filter", async () => {
    const record = aRecord({ answers: { score: 3 } });
    await collector.post([record, aRecord()]);
    await tag(record.id, { tags: ["price"] });
    const response = await tag(record.id, { tags: ["delivery", "配送", "delivery"] });
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ id: record.id, tags: ["delivery", "配送"] });
    await collector.post([{ ...record, rev: 2, answers: { score: 4 } }]);
    expect(await (await collector.get(`/v1/records/${record.id}`)).json()).toMatchObject({
      rev: 2,
      tags: ["delivery", "配送"],
    });
    const { groups } = await results("by=tag");
    const found = groups.map(({ value, shown }: { value: string | null; shown: number }) => [value, shown]);
    expect(found).toEqual([
      ["delivery", 1],
      ["配送", 1],
      [null, 1],
    ]);
    expect(await results(`filter=tag:${encodeURIComponent("配送")}`)).toMatchObject({ shown: 1 });
    expect(await results("filter=tag:price")).toMatchObject({ shown: 0 });
    expect((await tag(record.id, { tags: [] })).status).toBe(200);
    expect(await results("filter=tag:delivery")).toMatchObject({ shown: 0 });
  });

  it.each([
    ["nope", 400],
    [`{"tags":${"[".repeat(20)}${"]".repeat(20)}}`, 400],
    [{}, 422],
    [{ tags: "x" }, 422],
    [{ tags: [""] }, 422],
    [{ tags: ["a\nb"] }, 422],
    [{ tags: ["\ud800"] }, 422],
    [{ tags: Array(51).fill("x") }, 422],
    [{ tags: [], more: 1 }, 422],
    ["x".repeat(20_000), 413],
  ])("refuses %j with %i", async (body, status) => {
    const record = aRecord();
    await collector.post([record]);
    const response = await tag(record.id, body);
    expect(response.status).toBe(status);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
  });

  it("a record that is not there cannot be tagged", async () => {
    expect((await tag("record-unknown", { tags: [] })).status).toBe(404);
  });
});
