import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TestCollector } from "../../support/collector.ts";
import { aRecord } from "../../support/collectorRecords.ts";
import { ENGINES, startCollectorOver } from "../../support/engines.ts";

describe.each(ENGINES)("results over %s", (engine) => {
  let collector: TestCollector;
  /** A survey of its own for each test, so that tests do not count each other's records. */
  let survey = "";
  const questions = [
    { id: "score", type: "nps", title: "Recommend?" },
    { id: "sat", type: "csat", title: "Satisfied?", na: "Does not apply" },
    { id: "ease", type: "ces", title: "Easy?" },
    { id: "reason", type: "text", title: "Why?" },
    { id: "stars", type: "rating", max: 3, title: "Stars?" },
    { id: "thumb", type: "thumbs", title: "Good?" },
    { id: "one", type: "single", title: "Which?", other: true, options: [opt("a"), opt("b")] },
    { id: "many", type: "multi", title: "Which ones?", options: [opt("a"), opt("b"), opt("c")] },
    {
      id: "grid",
      type: "matrix",
      title: "How?",
      rows: [opt("r1"), opt("r2")],
      columns: [
        { ...opt("bad"), value: 1 },
        { ...opt("good"), value: 5 },
      ],
      na: "-",
    },
    { id: "order", type: "ranking", title: "Order?", options: [opt("a"), opt("b")] },
    { id: "age", type: "number", title: "Age?" },
    { id: "day", type: "date", title: "Day?" },
    { id: "reach", type: "contact", title: "Contact?" },
    { id: "agree", type: "consent", title: "Agree?" },
    { id: "hello", type: "note", title: "Hello" },
  ];
  function opt(id: string) {
    return { id, label: id.toUpperCase() };
  }
  const ids = Array.from({ length: 20 }, (_, index) => `survey-${index}`);

  beforeAll(async () => {
    collector = await startCollectorOver(engine, {
      config: { sites: [{ key: "pk_shop", manifest: "./surveys.json" }], timeZone: "Asia/Shanghai" },
      manifest: { version: 1, surveys: ids.map((id) => ({ id, questions })) },
    });
  });
  afterAll(() => collector.close());

  async function send(...parts: Parameters<typeof aRecord>[0][]) {
    survey = ids.shift() ?? "";
    const records = parts.map((part) => aRecord({ survey, ...part }));
    for (let at = 0; at < records.length; at += 50) {
      const response = await collector.post(records.slice(at, at + 50));
      expect(response.status).toBe(200);
    }
  }
  async function results(query = "") {
    const response = await collector.get(`/v1/surveys/${survey}/results${query}`);
    expect(response.status).toBe(200);
    return response.json();
  }
  const times = <Part>(count: number, part: Part) => Array<Part>(count).fill(part);
  const scored = (score: number, count: number) => times(count, { answers: { score } });

  describe("results", () => {
    it("are those of the documented example", async () => {
      await send(
        ...scored(10, 40),
        ...scored(9, 30),
        ...scored(8, 31),
        ...scored(6, 18),
        ...scored(0, 1),
        ...times(60, { state: "dismissed" as const, path: ["score"], answers: {} }),
        ...times(20, { state: "shown" as const, path: ["score"], answers: {} }),
      );
      const found = await results();
      expect(found).toMatchObject({ survey, count: "records", shown: 200, answered: 120, completed: 120 });
      expect(found).toMatchObject({
        dismissed: 60,
        snoozed: 0,
        invited: null,
        responseRate: 0.6,
        completionRate: 1,
      });
      const { ci95, ...score } = found.questions.score;
      expect(score).toEqual({
        type: "nps",
        asked: 200,
        n: 120,
        nps: 42.5,
        promoters: 70,
        passives: 31,
        detractors: 19,
        counts: { 0: 1, 1: 0, 2: 0, 3: 0, 4: 0, 5: 0, 6: 18, 7: 0, 8: 31, 9: 30, 10: 40 },
      });
      expect(ci95.map((bound: number) => bound.toFixed(1))).toEqual(["28.2", "54.7"]);
    });

    it("count every type of question", async () => {
      const answers = [
        { sat: 5, ease: 7, stars: 3, thumb: "up", one: "a", many: ["a", "c"], order: ["b", "a"], age: 10 },
        {
          sat: 4,
          ease: 5,
          stars: 2,
          thumb: "up",
          one: { other: "z" },
          many: ["c"],
          order: ["a", "b"],
          age: 30,
        },
        { sat: 1, ease: 4, stars: 3, thumb: "down", one: "b", many: [], order: ["b"], age: 11 },
        { sat: "na", grid: { r1: "good", r2: "na" }, day: "2026-11-02", agree: true },
        {
          grid: { r1: "bad", r2: "good" },
          day: "2026-10-30",
          reach: { email: "a@b.example", consent: true },
        },
      ];
      await send(...answers.map((one) => ({ answers: one })));
      const { questions: found, answered } = await results();
      expect(answered).toBe(5);
      expect(found.sat).toMatchObject({
        asked: 4,
        n: 3,
        satisfied: 2 / 3,
        counts: { 1: 1, 2: 0, 3: 0, 4: 1, 5: 1 },
      });
      expect(found.sat.mean).toBeCloseTo(10 / 3, 12);
      expect(found.ease).toMatchObject({ n: 3, easy: 2 / 3, counts: { 1: 0, 4: 1, 5: 1, 7: 1 } });
      expect(found.ease.ci95).toHaveLength(2);
      expect(found.stars).toMatchObject({ n: 3, counts: { 1: 0, 2: 1, 3: 2 } });
      expect(found.thumb).toMatchObject({ n: 3, up: 2 / 3 });
      expect(found.one).toMatchObject({ n: 3, counts: { a: 1, b: 1, other: 1 } });
      expect(found.many).toMatchObject({ n: 2, counts: { a: 1, b: 0, c: 2 } });
      expect(found.grid).toMatchObject({
        n: 2,
        rows: {
          r1: { n: 2, counts: { bad: 1, good: 1 }, mean: 3 },
          r2: { n: 1, counts: { bad: 0, good: 1 }, mean: 5 },
        },
      });
      expect(found.order).toMatchObject({ n: 3, meanRank: { a: 1.5, b: 4 / 3 }, first: { a: 1, b: 2 } });
      expect(found.age).toMatchObject({ n: 3, mean: 17, median: 11, min: 10, max: 30 });
      expect(found.day).toMatchObject({ n: 2, min: "2026-10-30", max: "2026-11-02" });
      expect(found.reach).toMatchObject({ n: 1, consented: 1 });
      expect(found.agree).toMatchObject({ n: 1, consented: 1 });
      expect(found.hello).toEqual({ type: "note", asked: 0, n: 0 });
    });

    it("take only what answers a question for answered", async () => {
      const unanswered = [
        {},
        { sat: "na" },
        { agree: true },
        { reason: " " },
        { many: [] },
        { grid: { r1: "na" } },
      ];
      const answered = [{ reason: "na" }, { score: 0 }, { elsewhere: "x" }];
      await send(...[...unanswered, ...answered].map((answers) => ({ answers })));
      expect(await results()).toMatchObject({ shown: 9, answered: 3 });
    });

    it("leave out what is no point of the scale", async () => {
      await send(...[11, -1, 5.5, "9", true].map((score) => ({ answers: { score } })));
      expect((await results()).questions.score).toMatchObject({ asked: 5, n: 0, nps: null, ci95: null });
    });

    it("of nothing are nothing, and every point is listed", async () => {
      await send();
      const found = await results();
      expect(found).toMatchObject({ shown: 0, answered: 0, responseRate: null, completionRate: null });
      expect(found.questions.sat).toEqual({
        type: "csat",
        asked: 0,
        n: 0,
        satisfied: null,
        ci95: null,
        mean: null,
        counts: { 1: 0, 2: 0, 3: 0, 4: 0, 5: 0 },
      });
    });

    it("show the latest texts first, with the record's other answers", async () => {
      await send(
        { shownAt: "2026-01-01T00:00:00Z", answers: { score: 2, reason: "old" } },
        { shownAt: "2026-01-02T00:00:00Z", answers: { score: 3, reason: "new" } },
      );
      const { latest } = (await results()).questions.reason;
      expect(latest).toMatchObject([
        { text: "new", at: "2026-01-02T00:00:00.000Z", answers: { score: 3 } },
        { text: "old", answers: { score: 2 } },
      ]);
    });
  });

  describe("a range", () => {
    const at = (shownAt: string) => ({ shownAt, answers: { score: 9 } });
    it("begins with from, ends before to, in the zone of the configuration or of tz", async () => {
      await send(
        at("2026-01-31T15:59:59.999Z"),
        at("2026-01-31T16:00:00Z"),
        at("2026-02-01T15:59:59.999Z"),
        at("2026-02-01T16:00:00Z"),
      );
      const range = "?from=2026-02-01&to=2026-02-02";
      expect(await results(range)).toMatchObject({
        shown: 2,
        from: "2026-01-31T16:00:00.000Z",
        to: "2026-02-01T16:00:00.000Z",
      });
      expect(await results(`${range}&tz=UTC`)).toMatchObject({ shown: 2, from: "2026-02-01T00:00:00.000Z" });
      expect(await results("?from=2026-02-01T16:00:00Z")).toMatchObject({ shown: 1, to: null });
      expect(await results("?from=2026-02-02T00:00:00%2B08:00")).toMatchObject({ shown: 1 });
      expect(await results("?from=2026-02-02T00:00:00+08:00")).toMatchObject({ shown: 1 });
      expect(await results("?to=2026-02-01T00:00:00")).toMatchObject({ shown: 1 });
    });

    it("in steps has no gaps, and keeps the figures of small steps to itself", async () => {
      await send(...times(5, at("2026-02-01T01:00:00Z")), ...times(4, at("2026-02-03T01:00:00Z")));
      const { series, step } = await results("?step=day");
      expect(step).toBe("day");
      expect(series.map((one: { at: string; shown: number }) => [one.at, one.shown])).toEqual([
        ["2026-02-01", 5],
        ["2026-02-02", 0],
        ["2026-02-03", 4],
      ]);
      expect(series[0].questions.score).toMatchObject({ n: 5, nps: 100 });
      expect(series[2].questions.score).toMatchObject({ n: 4, nps: null, ci95: null, counts: null });
      const weeks = (await results("?step=week&from=2026-01-20&to=2026-02-10")).series;
      expect(weeks.map((one: { at: string }) => one.at)).toEqual([
        "2026-01-19",
        "2026-01-26",
        "2026-02-02",
        "2026-02-09",
      ]);
      expect((await results("?step=month")).series).toMatchObject([{ at: "2026-02-01", shown: 9 }]);
    });

    it("in steps shows the present, however old the oldest record claims to be", async () => {
      await send(at("1980-01-01T00:00:00Z"), at("2026-02-03T01:00:00Z"));
      const { series } = await results("?step=day");
      expect(series).toHaveLength(2000);
      expect(series.at(-1)).toMatchObject({ at: "2026-02-03", shown: 1 });
      const months = (await results("?step=month&from=2025-12-31&to=2026-02-01")).series;
      expect(months.map((one: { at: string }) => one.at)).toEqual(["2025-12-01", "2026-01-01"]);
    });

    it("is compared with the one before it", async () => {
      await send(
        ...times(10, { ...at("2026-02-01T12:00:00Z"), answers: { score: 9, sat: 5 } }),
        ...times(10, { ...at("2026-02-02T12:00:00Z"), answers: { score: 0, sat: 1 } }),
      );
      const { compare } = await results("?from=2026-02-02&to=2026-02-03&tz=UTC&compare=previous");
      expect(compare).toMatchObject({ from: "2026-02-01T00:00:00.000Z", to: "2026-02-02T00:00:00.000Z" });
      expect(compare.questions.score.difference).toBe(-200);
      expect(compare.questions.score.ci95[1]).toBeLessThan(0);
      expect(compare.questions.score.change).toBe("down");
      expect(compare.questions.sat.difference).toBe(-1);
      expect(compare.questions.ease).toEqual({ difference: null, ci95: null, change: null });
      expect(compare.questions).not.toHaveProperty("reason");
    });

    it("compares as many days, however long the clock makes them", async () => {
      await send(...scored(9, 1));
      const { compare } = await results(
        "?from=2026-11-01&to=2026-11-08&tz=America/New_York&compare=previous",
      );
      // Back to standard time on the first day: that week is an hour longer than the one before.
      expect(compare).toMatchObject({ from: "2026-10-25T04:00:00.000Z", to: "2026-11-01T04:00:00.000Z" });
      const hours = await results(
        "?from=2026-11-01T10:00:00Z&to=2026-11-01T16:00:00Z&tz=America/New_York&compare=previous",
      );
      expect(hours.compare.from).toBe("2026-11-01T04:00:00.000Z");
    });
  });

  describe("groups", () => {
    const from = (branch: string | undefined, locale: string, score: number) => ({
      locale,
      answers: { score },
      user: { id: "u", traits: branch === undefined ? {} : { branch } },
      trigger: { on: "event" as const, name: "order_paid", props: { branch: "web" } },
    });
    it("are made by value, by two levels, and by the first value that is present", async () => {
      await send(
        ...times(6, from("north", "en", 10)),
        ...times(2, from("north", "de", 0)),
        ...times(4, from("south", "en", 10)),
        from(undefined, "en", 5),
      );
      const { by, groups } = await results("?by=trait.branch");
      expect(by).toBe("trait.branch");
      expect(groups).toMatchObject([
        { value: "north", shown: 8, answered: 8, questions: { score: { n: 8, nps: 50 } } },
        { value: "south", shown: 4, questions: { score: { n: 4, nps: null, counts: null } } },
        { value: null, shown: 1, questions: { score: { n: 1, nps: null } } },
      ]);
      const nested = (await results("?by=trait.branch,locale")).groups;
      expect(nested[0].groups).toMatchObject([
        { value: "en", shown: 6, questions: { score: { nps: 100 } } },
        { value: "de", shown: 2, questions: { score: { nps: null } } },
      ]);
      const first = (await results(`?by=${encodeURIComponent("trait.branch|prop.branch")}`)).groups;
      expect(first.map((one: { value: string }) => one.value)).toEqual(["north", "south", "web"]);
      expect(await results("?filter=trait.branch:north&filter=locale:en")).toMatchObject({ shown: 6 });
      expect(await results("?filter=trait.branch:north&filter=trait.branch:south")).toMatchObject({
        shown: 12,
      });
    });

    it("of people count each person's latest answer", async () => {
      const day = (day: number, score: number | undefined, who: object) => ({
        shownAt: `2026-02-0${day}T12:00:00Z`,
        answers: score === undefined ? {} : { score },
        path: ["score"],
        ...who,
      });
      const user = { user: { id: "u-1" }, visitor: "v-9" };
      await send(
        day(1, 0, user),
        day(2, 10, { ...user, visitor: "v-8" }),
        day(3, undefined, user),
        day(1, 3, { visitor: "v-1" }),
        day(2, 9, { visitor: "v-1" }),
        day(4, undefined, { visitor: "v-2" }),
      );
      expect(await results("?count=people")).toMatchObject({
        count: "people",
        shown: 3,
        answered: 2,
        questions: { score: { n: 2, nps: 100 } },
      });
    });
  });

  describe("a wrong parameter of results", () => {
    it.each([
      ["from=yesterday", 'from: found "yesterday", expected a day such as'],
      ["from=2026-02-30", 'from: found "2026-02-30", expected a day'],
      ["from=2026-01-01T25:00:00Z", 'from: found "2026-01-01T25:00:00Z"'],
      ["from=2026-02-01&to=2026-02-01", "expected a time after from"],
      ["by=branch", 'by: found "branch", expected one of locale'],
      ["by=local", 'did you mean "locale"?'],
      ["by=locale,device,page", "at most two levels"],
      ["filter=locale", 'filter: found "locale", expected name:value'],
      ["step=day&from=1990-01-01&to=2026-01-01", 'step: found "day", expected a step that the period has'],
      ["step=hour", 'step: found "hour", expected "day" or "week" or "month"'],
      ["count=visits", 'count: found "visits", expected "records" or "people"'],
      ["compare=next", 'compare: found "next", expected "previous"'],
      ["compare=previous", "from: found nothing, expected a time"],
      ["tz=Mars", 'tz: found "Mars", expected a time zone'],
      ["invited=many", 'invited: found "many", expected a whole number'],
      ["form=2026-01-01", 'did you mean "from"?'],
      ["count=people&count=records", "count: found 2 values, expected one"],
    ])("(%s) is named", async (query, sentence) => {
      const response = await collector.get(`/v1/surveys/survey-19/results?${query}`);
      expect(response.status).toBe(400);
      const problem = await response.json();
      expect(problem).toMatchObject({ status: 400, code: "wrong_parameter" });
      expect(problem.detail).toContain(sentence);
    });

    it("such as a survey that nobody knows gets 404", async () => {
      const response = await collector.get("/v1/surveys/nothing/results");
      expect(response.status).toBe(404);
      expect(await response.json()).toMatchObject({ code: "unknown_survey" });
    });
  });

  it("counts a built-in survey that no manifest here names", async () => {
    await collector.post([
      aRecord({ survey: "nps", path: ["score", "reason"], answers: { score: 9, reason: "Kind people" } }),
    ]);
    const results = await (await collector.get("/v1/surveys/nps/results")).json();
    expect(results).toMatchObject({
      answered: 1,
      questions: { score: { type: "nps", n: 1 }, reason: { type: "text", n: 1 } },
    });
  });

  it("tells of those who were asked another kind of question under the same id as they were asked", async () => {
    const folder = collector.folder;
    const asked = (revision: number, q: object) =>
      writeFileSync(
        join(folder, "surveys.json"),
        JSON.stringify({
          version: 1,
          surveys: [{ id: "changing", revision, questions: [{ id: "q", title: "How?", ...q }] }],
        }),
      );
    const served = async (revision: number) => {
      const { surveys } = await (await collector.get("/v1/surveys?key=pk_shop")).json();
      return surveys[0].revision === revision && surveys[0].id === "changing";
    };
    const answer = (surveyRevision: number, values: readonly number[]) =>
      collector.post(
        values.map((q) => aRecord({ survey: "changing", surveyRevision, path: ["q"], answers: { q } })),
      );
    const read = async (query = "") => (await collector.get(`/v1/surveys/changing/results${query}`)).json();

    asked(1, { type: "csat" });
    await expect.poll(() => served(1)).toBe(true);
    await answer(1, [5, 5, 4, 4, 1]);
    asked(2, { type: "nps" });
    await expect.poll(() => served(2)).toBe(true);
    // Nobody has met the new one yet.
    expect((await read()).questions.q).toMatchObject({ type: "csat", asked: 5, n: 5, satisfied: 0.8 });
    await answer(2, [10, 10, 10, 9, 0]);
    expect((await read()).questions.q).toMatchObject({ type: "nps", asked: 5, n: 5, nps: 60 });
    const old = await read("?filter=surveyRevision:1");
    expect(old.questions.q).toMatchObject({ type: "csat", asked: 5, n: 5, satisfied: 0.8 });
    const { groups } = await read("?by=surveyRevision");
    expect(groups).toMatchObject([
      { value: "1", questions: { q: { type: "csat", n: 5, satisfied: 0.8 } } },
      { value: "2", questions: { q: { type: "nps", n: 5, nps: 60 } } },
    ]);
    const report = await read("?from=2026-01-01&compare=previous&step=month&average=3");
    expect(report.questions.q.type).toBe("nps");
  });

  it("counts as complete whoever came to the end, also by saying that nothing applies", async () => {
    await send(
      ...scored(9, 3),
      { answers: { sat: "na" }, state: "complete" },
      { answers: { score: 3 }, state: "partial" },
    );
    expect(await results()).toMatchObject({ answered: 4, completed: 4, completionRate: 0.75 });
  });
});
