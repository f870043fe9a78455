import { afterAll, beforeAll, expect, it } from "vitest";
import { startTestCollector, type TestCollector } from "../../support/collector.ts";
import { aRecord } from "../../support/collectorRecords.ts";
import { aToken } from "../../support/tokens.ts";

let collector: TestCollector;
beforeAll(async () => {
  const site = { key: "pk_shop", origins: ["*"], manifest: "./surveys.json" };
  const tokens = [aToken("north", "analyst", { where: { "trait.branch": ["north"] } })];
  collector = await startTestCollector({ config: { sites: [site], tokens } });
  const at = (touchpoint: string, count: number, score: number) =>
    Array.from({ length: count }, () =>
      aRecord({
        touchpoint,
        answers: { score },
        user: { traits: { branch: score > 8 ? "north" : "south" } },
      }),
    );
  await collector.post([...at("checkout", 6, 10), ...at("delivery", 2, 0)]);
  await collector.post([aRecord({ survey: "page-thumbs", state: "shown", answers: {} })]);
});
afterAll(() => collector.close());

it("shows a site's surveys and touchpoints side by side", async () => {
  const overview = await (await collector.get("/v1/overview?key=pk_shop")).json();
  expect(overview.surveys).toMatchObject([
    { survey: "order-nps", shown: 8, answered: 8, responseRate: 1, questions: { score: { nps: 50, n: 8 } } },
    { survey: "page-thumbs", shown: 1, answered: 0, responseRate: 0, completionRate: null },
  ]);
  expect(overview.touchpoints).toMatchObject([
    { survey: "order-nps", touchpoint: "checkout", shown: 6, questions: { score: { nps: 100, n: 6 } } },
    { survey: "order-nps", touchpoint: "delivery", shown: 2, questions: { score: { nps: null, n: 2 } } },
    { survey: "page-thumbs", touchpoint: null, shown: 1 },
  ]);
});

it("refuses a range that ends before it begins", async () => {
  const refused = await collector.get("/v1/overview?from=2026-11-02&to=2026-11-01");
  expect([refused.status, (await refused.json()).detail]).toEqual([
    400,
    'to: found "2026-11-01", expected a time after from.',
  ]);
});

it("keeps to the range and to what the token may see", async () => {
  expect((await (await collector.get("/v1/overview?to=2020-01-01")).json()).surveys).toMatchObject([
    { survey: "order-nps", shown: 0 },
    { survey: "page-thumbs", shown: 0 },
  ]);
  const headers = { Authorization: "Bearer north" };
  const seen = await (await fetch(`${collector.url}/v1/overview`, { headers })).json();
  expect(seen.surveys[0]).toMatchObject({ survey: "order-nps", shown: 6 });
  expect(seen.touchpoints).toHaveLength(1);
});
