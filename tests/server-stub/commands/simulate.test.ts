import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { USUAL } from "../../../server-stub/simulation/assumptions.ts";
import { seededRandom, simulate } from "../../../server-stub/simulation/simulate.ts";
import type { Manifest, Survey } from "../../../widget/manifest/schema.ts";
import { runAskling } from "../../support/collectorCli.ts";

const START = Date.UTC(2026, 10, 22);
const survey = (id: string, parts: Partial<Survey> = {}): Survey => ({
  id,
  triggers: [{ on: "load" }],
  questions: [{ id: "score", type: "nps", title: "Recommend?" }],
  ...parts,
});
const manifest = (surveys: Survey[], parts: Partial<Manifest> = {}): Manifest => ({
  version: 1,
  surveys,
  ...parts,
});
const play = (given: Manifest, parts: Partial<typeof USUAL> = {}) =>
  simulate(given, { ...USUAL, visitors: 2_000, ...parts }, START);

describe("a simulation", () => {
  it("is the same for the same seed, and another for another", () => {
    const given = manifest([survey("a", { audience: { sample: 0.5 } })]);
    expect(play(given)).toEqual(play(given));
    expect(play(given, { seed: 2 })).not.toEqual(play(given));
  });

  it("shows nobody more than the limit", () => {
    const eager = { afterAnswer: "0s", afterDismiss: "0s", afterShown: "0s", limit: 2 };
    const given = manifest([survey("a", { frequency: eager })], { pace: { cooldown: "0s", perSession: 9 } });
    expect(play(given).surveys).toMatchObject([{ survey: "a", maxPerVisitor: 2 }]);
  });

  it("asks the share of visitors that a sample asks for", () => {
    const all = play(manifest([survey("a")])).surveys[0]?.people ?? 0;
    const some = play(manifest([survey("a", { audience: { sample: 0.2 } })])).surveys[0]?.people ?? 0;
    expect(all).toBeGreaterThan(1_900);
    expect(Math.abs(some / all - 0.2)).toBeLessThan(4 * Math.sqrt((0.2 * 0.8) / all));
  });

  it("keeps surveys of lower priority back by the pace of all", () => {
    const { surveys, all } = play(
      manifest([survey("low"), survey("high", { priority: 9 })], { pace: { cooldown: "never" } }),
    );
    expect(surveys).toMatchObject([
      { survey: "low", showings: 0, people: 0, maxPerVisitor: 0 },
      { survey: "high", maxPerVisitor: 1 },
    ]);
    expect(all.showings).toBe(all.people);
  });

  it.each<[string, Partial<Survey>, Partial<Manifest>]>([
    ["is paused", { paused: true }, {}],
    ["is paused with all", {}, { paused: true }],
    ["is over", { endAt: "2026-01-01T00:00:00Z" }, {}],
    ["shows only by call", { triggers: [] }, {}],
    ["waits for the tenth visit of a day", { triggers: [{ on: "visit", count: 1_000 }] }, {}],
  ])("shows nothing of what %s", (_what, parts, frame) => {
    expect(play(manifest([survey("a", parts)], frame)).all.showings).toBe(0);
  });

  it("shows what waits after an event at a later visit, within its time", () => {
    const event = { on: "event", name: "paid", after: "2h", within: "60d" } as const;
    const none = { ...event, within: "1ms" };
    const people = (trigger: typeof event) =>
      play(manifest([survey("a", { triggers: [trigger] })]), { chances: { ...USUAL.chances, event: 1 } }).all
        .people;
    expect(people(event)).toBeGreaterThan(1_500);
    expect(people(none as typeof event)).toBe(0);
  });

  it("draws random numbers evenly", () => {
    const random = seededRandom(7);
    const sum = Array.from({ length: 100_000 }, random).reduce((total, one) => total + one, 0);
    expect(Math.abs(sum / 100_000 - 0.5)).toBeLessThan(0.005);
  });
});

describe("askling simulate", () => {
  const folder = mkdtempSync(join(tmpdir(), "askling-simulate-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  const write = (name: string, content: unknown) => {
    writeFileSync(join(folder, name), JSON.stringify(content));
    return name;
  };
  const run = (...values: string[]) => runAskling(["simulate", ...values], { cwd: folder });

  it("prints a table, and what it took for granted", async () => {
    const file = write("fine.json", manifest([survey("orders", { audience: { url: "/" } }), survey("home")]));
    const { code, stdout, stderr } = await run(file, "--visitors", "500", "--days", "30", "--seed", "3");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(
      /^500 visitors over 30 days:\n\nsurvey {2,}showings {2,}people {2,}share {2,}most per visitor\n/,
    );
    for (const id of ["orders", "home", "all"])
      expect(stdout).toMatch(new RegExp(`\\n${id} +\\d+ +\\d+ +[\\d.]+ % +\\d+\\n`));
    expect(stdout).toMatch(/Everybody is taken to fit the address, traits and the like of: orders\.\n$/);
    expect((await run(file, "--visitors", "500", "--days", "30", "--seed", "3")).stdout).toBe(stdout);
  });

  it.each([
    [["missing.json"], 1, "there is no such file"],
    [["broken.json"], 1, 'surveys[0].questions[0].type: found "npss"'],
    [["fine.json", "--visitors", "none"], 2, "Expected a number from 1"],
    [["fine.json", "--chance", "luck=1"], 2, "Expected one of scroll"],
    [["fine.json", "--chance", "event=2"], 2, "Expected a number from 0 to 1"],
    [["fine.json", "--start", "someday"], 2, "Expected a date such as 2026-11-01"],
  ])("%j ends with %d and says why", async (values, expected, sentence) => {
    write("broken.json", {
      version: 1,
      surveys: [{ id: "a", questions: [{ id: "score", type: "npss", title: "?" }] }],
    });
    const { code, stderr } = await run(...values);
    expect(code).toBe(expected);
    expect(stderr).toContain(sentence);
  });
});
