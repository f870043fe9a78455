import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { npsInterval } from "../../../server-stub/results/intervals.ts";
import { startTestCollector, type TestCollector } from "../../support/collector.ts";
import { aRecord } from "../../support/collectorRecords.ts";

describe("a moving average", () => {
  let collector: TestCollector;
  const now = new Date("2026-11-20T12:00:00Z");

  beforeAll(async () => {
    collector = await startTestCollector({ now: () => now });
    // Ten promoters on the 10th, two detractors on each day after.
    const days = ["10", "11", "12", "13", "14"];
    const records = days.flatMap((day, index) =>
      Array.from({ length: index ? 2 : 10 }, () =>
        aRecord({ shownAt: `2026-11-${day}T08:00:00.000Z`, answers: { score: index ? 0 : 10, sat: 5 } }),
      ),
    );
    expect((await collector.post(records)).status).toBe(200);
  });
  afterAll(() => collector.close());

  const series = async (query: string) => {
    const answer = await collector.get(`/v1/surveys/order-nps/results?step=day&average=3&${query}`);
    return (await answer.json()).series;
  };

  it("counts the answers of its days together, with their number and interval", async () => {
    const found = await series("from=2026-11-10&to=2026-11-15");
    const moving = found.map(
      ({ questions }: { questions: { score: { moving: unknown } } }) => questions.score.moving,
    );
    expect(moving[0]).toEqual({
      n: 10,
      nps: 100,
      ci95: npsInterval({ n: 10, promoters: 10, detractors: 0 }),
    });
    expect(moving[2]).toMatchObject({ n: 14, nps: (100 * (10 - 4)) / 14 });
    expect(moving[4]).toMatchObject({ n: 6, nps: -100 });
    expect(found[2].questions.sat.moving).toMatchObject({ n: 14, satisfied: 1 });
    expect(found[0].questions.reason).not.toHaveProperty("moving");
  });

  it("reaches back before the period, which itself counts only its own days", async () => {
    const answer = await collector.get(
      "/v1/surveys/order-nps/results?step=day&average=3&from=2026-11-12&to=2026-11-15",
    );
    const { series: found, answered } = await answer.json();
    expect(answered).toBe(6);
    expect(found.map(({ at }: { at: string }) => at)).toEqual(["2026-11-12", "2026-11-13", "2026-11-14"]);
    expect(found[0].questions.score.moving).toMatchObject({ n: 14 });
  });

  it("keeps to itself what fewer than five answers say", async () => {
    const found = await series("from=2026-11-14&to=2026-11-19");
    expect(found[1].questions.score.moving).toEqual({ n: 4, nps: null, ci95: null });
  });

  it.each([
    ["average=3", /step: found nothing/],
    ["step=day&average=1", /average: found "1", expected a whole number from 2 to 100/],
  ])("refuses %s", async (query, sentence) => {
    const answer = await collector.get(`/v1/surveys/order-nps/results?${query}`);
    expect(answer.status).toBe(400);
    expect((await answer.json()).detail).toMatch(sentence);
  });

  it("leaves series alone that do not ask for it", async () => {
    const answer = await collector.get("/v1/surveys/order-nps/results?step=day");
    expect((await answer.json()).series[0].questions.score).not.toHaveProperty("moving");
  });
});
