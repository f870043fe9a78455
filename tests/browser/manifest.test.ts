import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { callApi } from "../support/api.ts";
import { promptOn } from "../support/prompt.ts";
import { openSite, SCORE_AND_COMMENT, type Site } from "../support/site.ts";

/** A site whose manifest no collector has checked. */
async function openWith(manifest: unknown): Promise<Site> {
  return openSite({
    attributes: { "data-surveys": "/surveys.json" },
    files: { "/surveys.json": { body: JSON.stringify(manifest), type: "application/json" } },
  });
}

/** What the built `askling check` prints of a manifest, and its exit code. */
async function runCheck(site: Site, manifest: unknown): Promise<{ code: number; said: string }> {
  const file = join(site.collector.folder, "written.json");
  writeFileSync(file, JSON.stringify(manifest));
  return new Promise((resolve) => {
    execFile(process.execPath, ["dist/server/cli.js", "check", file], (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, said: stdout + stderr }),
    );
  });
}

for (const [name, broken, path, found, expected] of [
  [
    "a question of a type that does not exist",
    { questions: [{ id: "score", type: "nsp", title: "?" }] },
    "surveys[0].questions[0].type",
    '"nsp"',
    'one of "nps"',
  ],
  ["a survey without questions", {}, "surveys[0].questions", "nothing", "a list"],
  [
    "a trigger that cannot be read",
    { questions: SCORE_AND_COMMENT.questions, triggers: [{ on: "load", after: "5 seconds" }] },
    "surveys[0].triggers[0].after",
    '"5 seconds"',
    'a duration such as "30s"',
  ],
] as const)
  test(`a manifest with ${name} shows the other surveys and says what is wrong, as askling check does`, async () => {
    const manifest = { version: 1, surveys: [{ id: "broken", ...broken }, SCORE_AND_COMMENT] };
    const site = await openWith(manifest);
    const { page, guard } = await site.visit();
    guard.allow(/^error: Askling: survey "broken" is left out/);
    await promptOn(page).score(9).click();
    await promptOn(page).button("Skip").click();
    await expect.poll(() => site.records()).toMatchObject([{ state: "complete" }]);
    await promptOn(page).button("Close").click();
    await promptOn(page).host.waitFor({ state: "detached" });
    expect(await callApi(page, "show", "broken", { force: true })).toEqual({
      shown: false,
      reason: "invalid",
    });

    const sentence = `${path}: found ${found}, expected ${expected}`;
    expect(guard.messages).toEqual([expect.stringContaining(sentence)]);
    const { code, said } = await runCheck(site, manifest);
    expect(code).toBe(1);
    expect(said).toContain(sentence);
  });

test("an unchecked manifest is checked once, not on every page", async () => {
  const site = await openWith({ version: 1, surveys: [SCORE_AND_COMMENT] });
  const { page } = await site.visit();
  await promptOn(page).score(9).waitFor();
  await page.goto(`${site.pages.url}/next`);
  await callApi(page, "explain", "visit");
  expect(site.gate.seen.filter(({ path }) => path === "/askling-check.js")).toHaveLength(1);
});

test("an unknown key is told in debug and otherwise ignored", async () => {
  const site = await openWith({
    version: 1,
    surveys: [{ ...SCORE_AND_COMMENT, prioritty: 3, "x-note": "mine" }],
  });
  const { page, guard } = await site.visit("/?askling_debug");
  guard.allow(/^log: \[askling\]/);
  await promptOn(page).score(9).waitFor();
  const told = guard.messages.filter((message) => message.includes("ignored"));
  expect(told).toEqual([expect.stringContaining('surveys[0].prioritty: found the key "prioritty"')]);
});

test("a manifest that is no JSON is one console error and nothing else", async () => {
  const site = await openSite({
    attributes: { "data-surveys": "/surveys.json" },
    files: { "/surveys.json": { body: "{ version: 1 }", type: "application/json" } },
  });
  const { page, guard } = await site.visit();
  guard.allow(/^error: Askling: the manifest cannot be read: SyntaxError/);
  expect(await callApi(page, "show", "visit")).toEqual({ shown: false, reason: "unavailable" });
  expect(guard.messages).toHaveLength(1);
});

test("an unreachable manifest is no word on the console, and the page goes on", async () => {
  const site = await openSite({ attributes: { "data-surveys": "http://127.0.0.1:1/surveys" } });
  const { page, guard } = await site.visit();
  guard.allow(/^error: Failed to load resource/);
  expect(await callApi(page, "show", "visit")).toEqual({ shown: false, reason: "unavailable" });
  expect(guard.messages.filter((message) => message.includes("Askling"))).toEqual([]);
});

for (const junk of [null, 7, "survey", [], {}])
  test(`${JSON.stringify(junk)} among the surveys keeps no other from showing`, async () => {
    const site = await openWith({ version: 1, surveys: [junk, SCORE_AND_COMMENT, junk] });
    const { page, guard } = await site.visit();
    guard.allow(/^error: Askling: /);
    await promptOn(page).score(9).click();
    await promptOn(page).button("Skip").click();
    await expect.poll(() => site.records()).toMatchObject([{ state: "complete" }]);
  });
