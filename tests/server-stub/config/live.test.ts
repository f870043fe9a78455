import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { startTestCollector, TEST_MANIFEST, type TestCollector } from "../../support/collector.ts";

let collector: TestCollector;
afterEach(() => collector.close());

const CONFIG = { sites: [{ key: "pk_shop", origins: ["*"], manifest: "./surveys.json" }] };
const survey = (id: string, parts: object = {}) => ({
  id,
  questions: [{ id: "score", type: "nps", title: "Recommend?" }],
  ...parts,
});
const manifest = (...surveys: object[]) => ({ version: 1, surveys });
const write = (name: string, content: unknown) =>
  writeFileSync(
    join(collector.folder, name),
    typeof content === "string" ? content : JSON.stringify(content),
  );
async function served(): Promise<string[]> {
  const { surveys }: { surveys: { id: string }[] } = await (
    await fetch(`${collector.url}/v1/surveys?key=pk_shop`)
  ).json();
  return surveys.map(({ id }) => id);
}
const said = (sentence: string) =>
  expect.poll(() => collector.warnings.join("\n"), { timeout: 20_000 }).toContain(sentence);
const KEPT = "The changed configuration cannot be used, the old one stays in use: ";

describe("at the start", () => {
  it("a survey with a wrong value is left out with a sentence, and the others are served", async () => {
    const wrong = survey("b", { priority: "high" });
    collector = await startTestCollector({ manifest: manifest(survey("a"), wrong, survey("c")) });
    expect(await served()).toEqual(["a", "c"]);
    expect(collector.warnings).toEqual([
      `A survey is left out. ${join(collector.folder, "surveys.json")}: surveys[1].priority: found "high", expected a number`,
    ]);
  });

  it("a survey with a question that nobody comes to is served, and told of", async () => {
    const [question] = survey("a").questions;
    const questions = [
      { ...question, next: [{ goto: "end" }] },
      { id: "more", type: "text", title: "More?" },
    ];
    collector = await startTestCollector({ manifest: manifest(survey("a", { questions })) });
    expect(await served()).toEqual(["a"]);
    expect(collector.warnings.join("\n")).toContain(
      'surveys[0].questions[1].id: found "more", expected a question that some answers lead to',
    );
  });
});

describe("a change", () => {
  it("of the manifest comes into use by itself, and its revision is kept with the records", async () => {
    collector = await startTestCollector();
    const before = (await fetch(`${collector.url}/v1/surveys`)).headers.get("etag");
    write("surveys.json", manifest(survey("fresh")));
    await expect.poll(served, { timeout: 20_000 }).toEqual(["fresh"]);
    const after = await fetch(`${collector.url}/v1/surveys`, {
      headers: { "If-None-Match": String(before) },
    });
    expect(after.status).toBe(200);
    // The survey that is no longer served was, so its results can still be asked for.
    expect((await collector.get("/v1/surveys/order-nps/results")).status).toBe(200);
  });

  it.each([
    ["torn JSON", '{"version": 1,', "line 1, column"],
    ["a wrong value in one survey", manifest(survey("a", { priority: "high" }), survey("b")), 'found "high"'],
    ["an unknown key", manifest(survey("a", { trigers: [] })), '(did you mean "triggers"?)'],
    ["another version", { version: 2, surveys: [] }, "version: found 2, expected"],
  ])("of the manifest with %s keeps the old one and says so; the next good one counts", async (...args) => {
    const [, content, sentence] = args;
    collector = await startTestCollector();
    write("surveys.json", content);
    await said(sentence);
    expect(collector.warnings.join("\n")).toContain(`${KEPT}${join(collector.folder, "surveys.json")}: `);
    expect(await served()).toEqual(["order-nps"]);
    write("surveys.json", manifest(survey("mended")));
    await expect.poll(served, { timeout: 20_000 }).toEqual(["mended"]);
  });

  it("of the configuration comes into use, and a broken one does not", async () => {
    collector = await startTestCollector({ config: CONFIG });
    const status = async (origin: string) =>
      (await fetch(`${collector.url}/v1/surveys`, { headers: { Origin: origin } })).status;
    const origins = (list: string[]) => ({ sites: [{ ...CONFIG.sites[0], origins: list }] });
    write("askling.config.json", origins(["https://one.example"]));
    await expect.poll(() => status("https://two.example"), { timeout: 20_000 }).toBe(403);
    write("askling.config.json", { ...origins(["*"]), timezone: "UTC" });
    await said('(did you mean "timeZone"?)');
    expect([await status("https://one.example"), await status("https://two.example")]).toEqual([200, 403]);
  });

  it("that points to a broken manifest counts as soon as that manifest is mended", async () => {
    collector = await startTestCollector({ config: CONFIG, files: { "other.json": "{" } });
    write("askling.config.json", { sites: [{ ...CONFIG.sites[0], manifest: "./other.json" }] });
    await said("other.json: line 1");
    expect(await served()).toEqual(TEST_MANIFEST.surveys.map(({ id }) => id));
    write("other.json", manifest(survey("elsewhere")));
    await expect.poll(served, { timeout: 20_000 }).toEqual(["elsewhere"]);
  });
});
