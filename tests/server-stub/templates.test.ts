import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { checkFiles } from "../../server-stub/commands/check.ts";
import { loadConfiguration } from "../../server-stub/config/load.ts";

const FOLDER = fileURLToPath(new URL("../../demo/templates/", import.meta.url));
const files = readdirSync(FOLDER).filter((name) => /^[\w-]+\.json$/.test(name));

/** Every text that an owner may write in languages, by its path. */
function textsIn(value: unknown, path = ""): [string, Record<string, unknown>][] {
  if (typeof value !== "object" || value === null) return [];
  if ("en" in value) return [[path, { ...value }]];
  return Object.entries(value).flatMap(([key, inner]) => textsIn(inner, `${path}.${key}`));
}

it("there is a template for each of the programmes", () => {
  expect(files.sort()).toEqual([
    "after-purchase-nps.json",
    "branch-callback.json",
    "half-year-satisfaction.json",
    "hotel-checkout.json",
    "self-service-ces.json",
    "service-csat.json",
  ]);
});

it.each(files)(
  "%s passes askling check without a word, and speaks English and Chinese throughout",
  (file) => {
    const said: string[] = [];
    const note = (line: string) => void said.push(line);
    expect(checkFiles([FOLDER + file], { stamp: false, print: note, printError: note })).toBe(0);
    expect(said.filter((line) => !/: fine, /.test(line))).toEqual([]);
    const manifest = JSON.parse(readFileSync(FOLDER + file, "utf8"));
    const texts = textsIn(manifest);
    expect(texts.length).toBeGreaterThan(3);
    for (const [path, text] of texts) expect([path, Object.keys(text)]).toEqual([path, ["en", "zh-CN"]]);
    for (const survey of manifest.surveys)
      for (const { title } of [...survey.questions, ...survey.endings]) expect(title).toHaveProperty("zh-CN");
  },
);

it("the branch's template comes with a configuration that calls people back", () => {
  const { sites } = loadConfiguration(`${FOLDER}branch-callback.config.json`, {
    warn: (line) => expect.fail(line),
    whole: true,
  });
  expect([...sites.values()].map(({ followUp }) => followUp.length)).toEqual([1]);
});
