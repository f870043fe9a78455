import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TestCollector } from "../../support/collector.ts";
import { aRecord } from "../../support/collectorRecords.ts";
import { ENGINES, startCollectorOver } from "../../support/engines.ts";

const TEMPLATE = new URL("../../../demo/templates/half-year-satisfaction.json", import.meta.url);
/** The smallest number of respondents whose shares come out as published to two decimals, all five of them. */
const RESPONDENTS = 1_413;
const OVERALL = [
  [960, 5],
  [443, 4],
  [10, 2],
] as const;
const RECOMMEND = [
  [968, 10],
  [427, 8],
  [18, 3],
] as const;

/** Each value as often as it is said to be. */
const spread = (counts: readonly (readonly [number, number])[]) =>
  counts.flatMap(([count, value]) => Array<number>(count).fill(value));

const percent = (count: number) => ((count / RESPONDENTS) * 100).toFixed(2);

describe.each(ENGINES)("a vendor's half-year survey over %s", (engine) => {
  let collector: TestCollector;
  beforeAll(async () => {
    const manifest = JSON.parse(readFileSync(TEMPLATE, "utf8"));
    collector = await startCollectorOver(engine, { manifest });
    const recommend = spread(RECOMMEND);
    const records = spread(OVERALL).map((overall, index) =>
      aRecord({ survey: "half-year", answers: { overall, recommend: recommend[index] ?? 0 } }),
    );
    for (let at = 0; at < records.length; at += 50)
      expect((await collector.post(records.slice(at, at + 50))).status).toBe(200);
  });
  afterAll(() => collector?.close());

  it("comes out as it was published, when its answers are sent as the widget sends them", async () => {
    const { questions } = await (await collector.get("/v1/surveys/half-year/results")).json();
    const { overall, recommend } = questions;
    expect([overall.n, recommend.n]).toEqual([RESPONDENTS, RESPONDENTS]);
    expect([percent(overall.counts[5]), percent(overall.counts[4])]).toEqual(["67.94", "31.35"]);
    expect((overall.satisfied * 100).toFixed(2)).toBe("99.29");
    const groups = [recommend.promoters, recommend.passives, recommend.detractors];
    expect(groups.map(percent)).toEqual(["68.51", "30.22", "1.27"]);
    expect(recommend.nps.toFixed(0)).toBe("67");
  });
});
