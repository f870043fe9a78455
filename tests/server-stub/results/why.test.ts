import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestCollector, type TestCollector } from "../../support/collector.ts";
import { aRecord } from "../../support/collectorRecords.ts";

const label = (id: string) => ({ id, label: id.toUpperCase() });
const SURVEY = {
  id: "visit",
  name: "Branch visit",
  benchmark: { score: 40 },
  questions: [
    { id: "score", type: "nps", title: { en: "Recommend?", "zh-CN": "推荐吗？" } },
    { id: "sat", type: "csat", title: "Satisfied?" },
    {
      id: "what",
      type: "multi",
      title: "What was it?",
      options: [label("queue"), label("app"), label("staff")],
    },
    {
      id: "people",
      type: "matrix",
      title: "How were they?",
      rows: [label("till")],
      columns: [label("rude"), label("kind")],
    },
    { id: "reason", type: "text", title: "Why?" },
  ],
};

describe("why a figure is as it is", () => {
  let collector: TestCollector;
  const read = async (path: string) => {
    const answer = await collector.get(`/v1/surveys/visit/${path}`);
    return { status: answer.status, body: await answer.json() };
  };
  const send = async (...parts: Parameters<typeof aRecord>[0][]) => {
    const records = parts.map((part) => aRecord({ survey: "visit", ...part }));
    for (let at = 0; at < records.length; at += 50)
      expect((await collector.post(records.slice(at, at + 50))).status).toBe(200);
  };
  const times = <Part>(count: number, part: Part) => Array<Part>(count).fill(part);

  beforeAll(async () => {
    collector = await startTestCollector({ manifest: { version: 1, surveys: [SURVEY] } });
    const of = (branch: string, plan: string) => ({
      user: { traits: { branch, plan, card: Math.random() } },
    });
    await send(
      ...times(12, {
        answers: { score: 10, what: ["staff"], people: { till: "kind" }, reason: "Staff were friendly" },
        ...of("north", "pro"),
      }),
      ...times(8, {
        answers: {
          score: 2,
          what: ["queue", "app"],
          people: { till: "rude" },
          reason: "The queue was too long",
        },
        ...of("south", "pro"),
      }),
      ...times(2, {
        answers: { score: 1, what: ["queue"], reason: "排队太久了，手机银行也打不开" },
        locale: "zh-CN",
        ...of("south", "free"),
      }),
      // One person's word is nobody's business.
      { answers: { score: 0, reason: "Unmentionable" } },
    );
    const cards = Array.from({ length: 60 }, (_, card) => ({
      answers: { score: 8 },
      user: { traits: { card: `card ${card}` } },
    }));
    await send(...cards);
  });
  afterAll(() => collector.close());

  it("is told by the options and traits that go with it, worst first, each against its alternatives", async () => {
    const { body } = await read("drivers");
    expect(body).toMatchObject({ survey: "visit", question: "score", figure: "nps", n: 83 });
    const named = (name: string, value: string) =>
      body.drivers.find((one: { name: string; value: string }) => one.name === name && one.value === value);
    expect(named("what", "queue")).toMatchObject({
      kind: "answer",
      n: 10,
      nOthers: 12,
      figure: -100,
      figureOthers: 100,
      difference: -200,
      change: "down",
    });
    expect(named("what", "queue").ci95[1]).toBeLessThan(0);
    expect(named("people.till", "rude")).toMatchObject({ kind: "answer", n: 8, nOthers: 12 });
    expect(named("branch", "north")).toMatchObject({ kind: "trait", n: 12, nOthers: 10, difference: 200 });
    const differences = body.drivers.map((one: { difference: number }) => one.difference);
    expect(differences).toEqual([...differences].sort((one, other) => one - other));
  });

  it("says nothing of values that fewer than five have, nor of names with a value for each", async () => {
    const { body } = await read("drivers");
    const names = body.drivers.map((one: { name: string }) => one.name);
    expect(names).toContain("branch");
    expect(names).not.toContain("plan");
    expect(names).not.toContain("card");
  });

  it("is told by words, in English and Chinese, without those that say nothing", async () => {
    const { body } = await read("words");
    expect(body).toMatchObject({ survey: "visit", question: "reason", score: "score" });
    const words = (side: { word: string }[]) => side.map(({ word }) => word);
    expect(words(body.promoters)).toEqual(["friendly", "staff"]);
    expect(body.promoters[0]).toEqual({ word: "friendly", n: 12, share: 1, shareOthers: 0 });
    expect(words(body.detractors)).toEqual(expect.arrayContaining(["queue", "排队", "手机", "银行"]));
    expect(words(body.detractors)).not.toContain("the");
    expect(words(body.detractors)).not.toContain("unmentionable");
  });

  it("answers for another score, and for those who meet a filter", async () => {
    expect((await read("drivers?question=sat")).body).toMatchObject({
      figure: "satisfied",
      n: 0,
      drivers: [],
    });
    expect((await read("drivers?filter=trait.branch:north")).body).toMatchObject({ n: 12 });
    expect((await read("words?filter=locale:zh-CN")).body.promoters).toEqual([]);
  });

  it.each([
    ["drivers?question=skore", /question: found "skore".*did you mean "score"/],
    ["drivers?question=reason", /nps, csat, ces, thumbs/],
    ["words?question=score", /of type text/],
    ["words?colour=red", /colour/],
    ["drivers?from=yesterday", /from: found "yesterday"/],
  ])("refuses %s and says what is possible", async (path, sentence) => {
    const { status, body } = await read(path);
    expect(status).toBe(400);
    expect(body.detail).toMatch(sentence);
  });

  it("can be labelled: a survey tells its questions in the owner's words", async () => {
    const { body } = await read("questions");
    expect(body).toMatchObject({
      survey: "visit",
      name: "Branch visit",
      revision: 1,
      benchmark: { score: 40 },
    });
    expect(body.questions[0]).toEqual({ id: "score", type: "nps", title: SURVEY.questions[0]?.title });
    expect(body.questions[2].options).toEqual([label("queue"), label("app"), label("staff")]);
  });

  it("stands beside the owner's benchmark", async () => {
    const { body } = await read("results");
    expect(body.questions.score.benchmark).toBe(40);
    expect(body.questions.sat).not.toHaveProperty("benchmark");
  });
});
