import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestCollector, type TestCollector } from "../../support/collector.ts";
import { runAskling } from "../../support/collectorCli.ts";
import { aRecord } from "../../support/collectorRecords.ts";
import { aToken } from "../../support/tokens.ts";

const label = (id: string) => ({ id, label: id });
const SURVEY = {
  id: "visit",
  benchmark: { score: 40 },
  questions: [
    { id: "score", type: "nps", title: "Recommend?" },
    { id: "sat", type: "csat", title: "Satisfied?" },
    { id: "stars", type: "rating", title: "Stars?" },
    { id: "what", type: "multi", title: "What?", options: [label("cash"), label("loan")] },
    {
      id: "people",
      type: "matrix",
      title: "People?",
      rows: [label("till"), label("desk")],
      columns: [
        { ...label("bad"), value: 1 },
        { ...label("good"), value: 5 },
      ],
    },
    { id: "order", type: "ranking", title: "Order?", options: [label("price"), label("speed")] },
    { id: "visits", type: "number", title: "How often?" },
    { id: "day", type: "date", title: "When?" },
    { id: "reason", type: "text", title: "Why?" },
    { id: "reach", type: "contact", title: "Call you?", fields: ["phone"], consent: "Yes" },
  ],
};
const DAY = 86_400_000;
const FIRST = Date.parse("2026-11-10T04:00:00Z");
const answers = (score: number) => ({
  score,
  sat: 2,
  stars: 3,
  what: ["loan"],
  people: { till: "bad" },
  order: ["speed"],
  visits: 77,
  day: "2026-10-10",
  reason: score < 7 ? "unmistakable" : "fine",
  reach: { phone: "1", consent: true },
});

/** Everything in an answer that has an `n` under five and tells more than that. */
function told(value: unknown, path = ""): string[] {
  if (typeof value !== "object" || value === null) return [];
  const own = Object.entries(value);
  const n = own.find(([name]) => name === "n")?.[1];
  const quiet = [
    "n",
    "asked",
    "type",
    "benchmark",
    "value",
    "at",
    "answers",
    "groups",
    "questions",
    "moving",
    "survey",
    "question",
    "figure",
  ];
  const loud =
    typeof n === "number" && n < 5
      ? own
          .filter(
            ([name, figure]) =>
              !quiet.includes(name) && figure !== null && !(Array.isArray(figure) && figure.length === 0),
          )
          .map(([name]) => `${path}.${name}`)
      : [];
  return [...loud, ...own.flatMap(([name, inner]) => told(inner, `${path}.${name}`))];
}

describe("figures of fewer than five answers", () => {
  let collector: TestCollector;
  let env: Record<string, string>;
  beforeAll(async () => {
    const site = { key: "pk_shop", origins: ["*"], manifest: "./surveys.json" };
    const tokens = [
      aToken("south", "analyst", { where: { "trait.branch": ["south"] } }),
      aToken("chief", "analyst"),
    ];
    collector = await startTestCollector({
      manifest: { version: 1, surveys: [SURVEY] },
      config: { sites: [site], tokens },
    });
    env = {
      DATABASE_URL: `sqlite:${join(collector.folder, "data", "askling.db")}`,
      ASKLING_CONFIG: join(collector.folder, "askling.config.json"),
    };
    const of = (branch: string, days: number, given: ReturnType<typeof answers>) =>
      aRecord({
        survey: "visit",
        shownAt: new Date(FIRST + days * DAY).toISOString(),
        touchpoint: branch,
        user: { id: `${branch} ${Math.random()}`, traits: { branch, desk: "one" } },
        answers: given,
      });
    const north = [10, 10, 10, 2, 2, 9, 9, 8].map((score, index) =>
      of("north", index % 2, {
        ...answers(score),
        people: { till: "good", ...(index < 2 ? { desk: "good" } : {}) },
      }),
    );
    const south = [0, 0, 10].map((score, index) => of("south", index, answers(score)));
    expect((await collector.post([...north, ...south])).status).toBe(200);
    for (const { id } of south) {
      const tagging = { method: "PATCH", body: JSON.stringify({ tags: ["urgent"] }) };
      const headers = { Authorization: `Bearer ${collector.adminToken}` };
      const tagged = await fetch(`${collector.url}/v1/records/${id}`, { ...tagging, headers });
      expect(tagged.status).toBe(200);
    }
  });
  afterAll(() => collector.close());

  const read = async (path: string, token = "chief") => {
    const headers = { Authorization: `Bearer ${token}` };
    const response = await fetch(`${collector.url}/v1/${path}`, { headers });
    expect(response.status).toBe(200);
    return response.json();
  };
  const SOUTH = "filter=trait.branch:south";
  const HIDDEN = {
    score: { type: "nps", asked: 3, n: 3, nps: null, ci95: null, promoters: null, counts: null },
    sat: { n: 3, satisfied: null, mean: null, ci95: null, counts: null },
    stars: { n: 3, mean: null, counts: null },
    what: { n: 3, counts: null },
    people: { n: 3, rows: null },
    order: { n: 3, meanRank: null, first: null },
    visits: { n: 3, mean: null, median: null, min: null, max: null },
    day: { n: 3, min: null, max: null },
    reason: { n: 3, latest: null },
    reach: { n: 3, consented: null },
  };

  it("are hidden behind a filter, for every type of question", async () => {
    const found = await read(`surveys/visit/results?${SOUTH}`);
    expect(found).toMatchObject({ shown: 3, answered: 3, completed: 3, questions: HIDDEN });
    expect(found.questions.score.benchmark).toBe(40);
    expect(JSON.stringify(found)).not.toContain("unmistakable");
  });

  it("are hidden from a token whose where leaves no more", async () => {
    expect((await read("surveys/visit/results", "south")).questions).toMatchObject(HIDDEN);
    const { surveys, touchpoints } = await read("overview", "south");
    expect([surveys[0].questions, touchpoints[0].questions]).toMatchObject([HIDDEN, HIDDEN]);
  });

  it.each([
    `results?${SOUTH}&filter=trait.desk:one`,
    `results?${SOUTH}&by=locale`,
    `results?${SOUTH}&count=people`,
    "results?by=trait.branch",
    "results?by=trait.desk,trait.branch",
    `results?by=${encodeURIComponent("prop.branch|trait.branch")}`,
    `results?${SOUTH}&step=day&average=2`,
    "results?step=day&average=2&by=touchpoint",
    "results?filter=trait.branch:nowhere",
    `drivers?${SOUTH}`,
    `words?${SOUTH}`,
  ])("are told by no door: %s", async (path) => {
    for (const token of ["chief", "south"]) {
      const body = await read(`surveys/visit/${path}`, token);
      const hides = path.includes(SOUTH) || token === "south";
      // A filter that leaves nothing has nothing to tell: counts of nothing are no figures either.
      expect(told(hides ? body : { groups: body.groups, series: body.series })).toEqual([]);
      if (hides) expect(JSON.stringify(body)).not.toContain("unmistakable");
    }
  });

  it("are hidden of what a tag is on, while the texts with it are told", async () => {
    const found = await read("surveys/visit/results?filter=tag:urgent");
    expect(found.questions).toMatchObject({ ...HIDDEN, reason: { n: 3, latest: { length: 3 } } });
    const within = await read(`surveys/visit/results?filter=tag:urgent&${SOUTH}`);
    expect(within.questions).toMatchObject(HIDDEN);
    expect((await read("surveys/visit/results?filter=tag:urgent", "south")).questions).toMatchObject(HIDDEN);
  });

  it("are hidden in a row of a matrix too", async () => {
    const { questions } = await read("surveys/visit/results?filter=trait.branch:north");
    expect(questions.people).toMatchObject({
      n: 8,
      rows: {
        till: { n: 8, counts: { bad: 0, good: 8 }, mean: 5 },
        desk: { n: 2, counts: null, mean: null },
      },
    });
  });

  it("are compared with nothing, whichever side they are on", async () => {
    const compare = async (query: string) =>
      (await read(`surveys/visit/results?compare=previous&${query}`)).compare;
    const nothing = { difference: null, ci95: null, change: null };
    // Six against five, five against one, one against five.
    const before = await compare("from=2026-11-11&to=2026-11-12&tz=UTC");
    expect(before.questions.score).toMatchObject({ difference: expect.any(Number), ci95: expect.any(Array) });
    const one = await compare("from=2026-11-12&to=2026-11-13&tz=UTC");
    expect(one.questions).toMatchObject({ score: nothing, sat: nothing });
    const after = await compare("from=2026-11-11&to=2026-11-12&tz=UTC&filter=trait.branch:south");
    expect(after.questions).toMatchObject({ score: nothing, sat: nothing });
  });

  it("are shown where nothing narrows them down", async () => {
    const day = await read("surveys/visit/results?from=2026-11-12&tz=UTC");
    expect(day.questions).toMatchObject({
      score: { n: 1, nps: 100 },
      reason: { latest: [{ text: "fine" }] },
      people: { rows: { till: { n: 1, counts: { bad: 1 } } } },
    });
  });

  it("are hidden in reports: on the terminal, as a page, and as JSON", async () => {
    const report = (...values: string[]) =>
      runAskling(["report", "visit", "--filter", "trait.branch:south", ...values], { env });
    const { stdout } = await report();
    expect(stdout).toContain("3 answered");
    expect(stdout).toMatch(/Recommend\? +│ +NPS fewer than 5 │ +│ +3 /);
    expect(stdout).not.toMatch(/unmistakable|−33|77/);
    const file = join(collector.folder, "small.html");
    expect((await report("--html", file)).code).toBe(0);
    expect(readFileSync(file, "utf8")).not.toMatch(/unmistakable|−33|>77/);
    expect(JSON.parse((await report("--json")).stdout).questions).toMatchObject(HIDDEN);
  });
});

describe("the completion rate", () => {
  it("is of those who answered: who skips everything has come to the end and is not among them", async () => {
    const collector = await startTestCollector();
    try {
      const skipped = Array.from({ length: 5 }, () => aRecord({ answers: {}, path: ["score", "reason"] }));
      const complete = [aRecord(), aRecord({ answers: { score: 3, reason: "slow" } })];
      const others = [
        aRecord({ state: "partial" }),
        aRecord({ state: "dismissed", answers: { score: 4 } }),
        aRecord({ answers: { sat: "na" } }),
      ];
      await collector.post([...skipped, ...complete, ...others]);
      const rates = { shown: 10, answered: 4, completed: 8, responseRate: 0.4, completionRate: 0.5 };
      expect(await (await collector.get("/v1/surveys/order-nps/results")).json()).toMatchObject(rates);
      const people = await collector.get("/v1/surveys/order-nps/results?count=people");
      expect(await people.json()).toMatchObject(rates);
      const { surveys, touchpoints } = await (await collector.get("/v1/overview")).json();
      expect([surveys[0], touchpoints[0]]).toMatchObject([rates, rates]);
    } finally {
      await collector.close();
    }
  });

  it("of those who all skipped is none", async () => {
    const collector = await startTestCollector();
    try {
      await collector.post([aRecord({ answers: {} }), aRecord({ answers: {} })]);
      const found = await (await collector.get("/v1/surveys/order-nps/results")).json();
      expect(found).toMatchObject({ answered: 0, completed: 2, completionRate: null });
    } finally {
      await collector.close();
    }
  });
});
