import { expect, it } from "vitest";
import { startTestCollector } from "../../support/collector.ts";
import { runAskling } from "../../support/collectorCli.ts";
import { aRecord } from "../../support/collectorRecords.ts";

it("askling token prints a token once, and an entry that lets in nobody else", async () => {
  const values = ["token", "north desk", "--role", "analyst", "--site", "pk_shop"];
  const where = ["--where", "trait.branch=north", "--where", "trait.branch=n=1", "--where", "locale=en"];
  const { code, stdout, stderr } = await runAskling([...values, ...where]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  const token = /: (\S{32})\n/.exec(stdout)?.[1] ?? "";
  const entry = JSON.parse(stdout.slice(stdout.indexOf("{")));
  expect(entry).toEqual({
    name: "north desk",
    hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    role: "analyst",
    sites: ["pk_shop"],
    where: { "trait.branch": ["north", "n=1"], locale: ["en"] },
  });
  const site = { key: "pk_shop", manifest: "./surveys.json" };
  const collector = await startTestCollector({ config: { sites: [site], tokens: [entry] } });
  const user = (branch: string) => ({ user: { traits: { branch } }, locale: "en" });
  await collector.post([aRecord(user("north")), aRecord(user("south"))]);
  const ask = (bearer: string) =>
    fetch(`${collector.url}/v1/surveys/order-nps/results`, {
      headers: { Authorization: `Bearer ${bearer}` },
    });
  expect(await (await ask(token)).json()).toMatchObject({ shown: 1 });
  expect((await ask(entry.hash)).status).toBe(401);
  await collector.close();
});

it.each([
  [["token", "x"], "--role"],
  [["token", "x", "--role", "boss"], 'found "boss", expected analyst, care, admin'],
  [["token", "x", "--role", "care", "--where", "branch=north"], "expected NAME=VALUE with one of locale"],
  [["token", "x", "--role", "care", "--where", "trait.branch"], "expected NAME=VALUE"],
])("%j ends with 2 and says why", async (values, sentence) => {
  const { code, stderr, stdout } = await runAskling(values);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toContain(sentence);
});
