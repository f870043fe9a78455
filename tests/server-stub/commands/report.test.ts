import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestCollector, type TestCollector } from "../../support/collector.ts";
import { runAskling } from "../../support/collectorCli.ts";
import { aRecord } from "../../support/collectorRecords.ts";

const option = (id: string, label: string) => ({ id, label });
const SURVEY = {
  id: "visit",
  name: "Branch visit",
  benchmark: { score: 40 },
  questions: [
    { id: "score", type: "nps", title: { en: "Would you recommend us?", "zh-CN": "您会推荐我们吗？" } },
    { id: "sat", type: "csat", title: "Satisfied?" },
    {
      id: "what",
      type: "multi",
      title: "What for?",
      options: [option("cash", "Cash"), option("loan", "A loan")],
    },
    {
      id: "people",
      type: "matrix",
      title: "Our people",
      rows: [option("till", "At the till")],
      columns: [
        { ...option("bad", "Bad"), value: 1 },
        { ...option("good", "Good"), value: 5 },
      ],
    },
    {
      id: "order",
      type: "ranking",
      title: "What matters?",
      options: [option("price", "Price"), option("speed", "Speed")],
    },
    { id: "again", type: "thumbs", title: "Again?" },
    { id: "how", type: "single", title: "How?", other: true, options: [option("bus", "By bus")] },
    { id: "visits", type: "number", title: "How often?" },
    { id: "reason", type: "text", title: "Why?" },
  ],
};

describe("askling report", () => {
  let collector: TestCollector;
  let env: Record<string, string>;

  beforeAll(async () => {
    const now = new Date("2026-11-20T04:00:00Z");
    collector = await startTestCollector({
      manifest: { version: 1, surveys: [SURVEY] },
      config: {
        sites: [{ key: "pk_shop", origins: ["*"], manifest: "./surveys.json" }],
        timeZone: "Asia/Shanghai",
      },
      now: () => now,
    });
    env = {
      DATABASE_URL: `sqlite:${join(collector.folder, "data", "askling.db")}`,
      ASKLING_CONFIG: join(collector.folder, "askling.config.json"),
    };
    const records = Array.from({ length: 40 }, (_, index) =>
      aRecord({
        survey: "visit",
        // The last one in the first hour of the next day in Shanghai.
        shownAt: `2026-11-${10 + (index % 8)}T${index < 39 ? "02:00" : "16:30"}:00.000Z`,
        user: {
          id: `u-${index}`,
          traits: { branch: index < 3 ? "老城支行" : index % 2 ? "north" : "south" },
        },
        answers: {
          score: index % 2 ? 10 : 5,
          sat: 1 + (index % 5),
          what: ["cash"],
          people: { till: "good" },
          order: ["speed", "price"],
          again: index % 4 ? "up" : "down",
          how: { other: "by boat" },
          visits: index,
          reason: index < 39 ? `Sentence ${index}` : '<script>alert("\u001b[31m")</script>',
        },
      }),
    );
    expect((await collector.post(records)).status).toBe(200);
  });
  afterAll(() => collector.close());

  const report = (...values: string[]) => runAskling(["report", "visit", ...values], { env });

  it("prints the figures with their intervals, each question, and groups of which small ones keep to themselves", async () => {
    const { code, stdout, stderr } = await report(
      "--by",
      "trait.branch",
      "--from",
      "2026-11-10",
      "--step",
      "day",
    );
    expect(stderr).toBe("");
    expect(code).toBe(0);
    expect(stdout).toContain("Report: Branch visit");
    expect(stdout).toContain("40 shown · 40 answered · response rate 100 %");
    expect(stdout).toMatch(/Would you recommend us\? +│ +NPS 0 │ +−\d+(?:\.\d)? … \+\d+(?:\.\d)? +│ +40 /);
    expect(stdout).toMatch(/│ A loan +│ +0 │ +0 % │/);
    expect(stdout).toMatch(/│ At the till +│ +0 │ +40 │ +5 │/);
    expect(stdout).toMatch(/│ Speed +│ +1 │ +40 │/);
    expect(stdout).toMatch(/│ Thumbs up +│ +30 │ +75 % │/);
    expect(stdout).toMatch(/│ Other +│ +40 │ +100 % │/);
    expect(stdout).toMatch(/│ 老城支行 +│ +3 │ +3 │ +fewer than 5 │ +3 │/);
    expect(stdout).toMatch(/│ 2026-11-10 +│ +5 │/);
    expect(stdout).toMatch(/Why\? · Latest texts\n.*\n│ +│ +Date │/);
    expect(stdout).toMatch(/│ <script>alert.* +│ +2026-11-18 │/);
    expect(stdout).not.toContain("\u001b");
  });

  it("prints in Chinese", async () => {
    const { stdout } = await report("--lang", "zh-CN", "--from", "2026-11-14", "--compare");
    expect(stdout).toContain("报告: Branch visit");
    expect(stdout).toContain("您会推荐我们吗？");
    expect(stdout).toContain("可能只是波动");
    for (const value of ["赞", "踩", "其他"]) expect(stdout).toMatch(new RegExp(`│ ${value} +│ +\\d+ │`));
    expect(stdout).toContain("2026年11月14日");
  });

  it("compares with the period before, named or not", async () => {
    const named = await report("--from", "2026-11-14", "--to", "2026-11-18", "--compare", "previous");
    expect(named.stdout).toContain("may be chance");
    const unnamed = await report("--from", "2026-11-14", "--to", "2026-11-18", "--compare");
    expect(unnamed.stdout).toBe(named.stdout);
    const wrong = await report("--from", "2026-11-14", "--compare", "next");
    expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining("previous")]);
  });

  it("leaves out a table of texts where there are none", async () => {
    const { stdout } = await report("--from", "2026-11-19");
    expect(stdout).toContain("0 shown");
    expect(stdout).not.toContain("Latest texts");
  });

  it("gives as JSON what the address gives", async () => {
    const { stdout } = await report("--json", "--by", "trait.branch", "--filter", "trait.branch:north");
    const answer = await collector.get("/v1/surveys/visit/results?by=trait.branch&filter=trait.branch:north");
    expect(JSON.parse(stdout)).toEqual(await answer.json());
  });

  it("writes a page with charts that needs nothing besides itself and runs nothing", async () => {
    const file = join(collector.folder, "report.html");
    const { code, stdout } = await report("--html", file, "--by", "trait.branch", "--step", "day");
    expect(code).toBe(0);
    expect(stdout.trim()).toBe(file);
    const page = readFileSync(file, "utf8");
    expect(page.match(/<svg/g)?.length).toBeGreaterThanOrEqual(6);
    expect(page).toContain("老城支行");
    expect(page).toContain("&lt;script&gt;");
    expect(page).not.toMatch(/<script|<link|src=|url\((?!#)|@import/i);
  });

  it.each([
    [["--from", "yesterday"], /from: found "yesterday"/],
    [["--by", "colour"], /by: found "colour"/],
    [["--site", "pk_shup"], /did you mean "pk_shop"/],
    [["--compare"], /from: found nothing/],
  ])("refuses %j with a sentence", async (values, sentence) => {
    const { code, stdout, stderr } = await report(...values);
    expect(code).toBe(1);
    expect(stdout).toBe("");
    expect(stderr).toMatch(sentence);
  });

  it("says that there is no such survey, or no database", async () => {
    const unknown = await runAskling(["report", "visits"], { env });
    expect([unknown.code, unknown.stderr]).toEqual([1, expect.stringContaining('no survey "visits"')]);
    const nowhere = await runAskling(["report", "visit"], {
      env: { ...env, DATABASE_URL: "sqlite:/nowhere/askling.db" },
    });
    expect(nowhere.code).not.toBe(0);
    expect(nowhere.stderr).toContain("DATABASE_URL");
  });
});
