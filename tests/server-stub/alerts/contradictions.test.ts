import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { startTestCollector, TEST_MANIFEST, type TestCollector } from "../../support/collector.ts";

let collector: TestCollector | undefined;
afterEach(async () => {
  await collector?.close();
  collector = undefined;
});

const survey = "order-nps";
const question = "score";
const site = (parts: object) => ({ sites: [{ key: "pk_shop", manifest: "./surveys.json", ...parts }] });
const AT = "sites[0].alerts[0]";

it.each<[object, string]>([
  [{ survey }, `${AT}: found {"survey":"order-nps"}, expected one of "figure", "words" and "silent"`],
  [
    { survey, words: ["a"], count: 1, silent: { shown: 5 } },
    'expected one of "figure", "words" and "silent"',
  ],
  [{ survey, question, figure: "nps" }, 'expected "below" or "dropPercent"'],
  [
    { survey: "order-np", question, figure: "nps", below: 1 },
    `${AT}.survey: found "order-np", expected the id of a survey of the manifest (did you mean "order-nps"?)`,
  ],
  [
    { survey, question: "scor", figure: "nps", below: 1 },
    `${AT}.question: found "scor", expected the id of a question of the survey (did you mean "score"?)`,
  ],
  [{ survey, figure: "nps", below: 1 }, `${AT}.question: found nothing, expected the id of a question`],
  [
    { survey, question, figure: "npss", below: 1 },
    `${AT}.figure: found "npss", expected one of nps, satisfied, easy, up, mean, responseRate (did you mean "nps"?)`,
  ],
  [
    { survey, question: "sat", figure: "nps", below: 1 },
    `${AT}.figure: found "nps", expected satisfied or mean, because sat is a question of type csat`,
  ],
  [
    { survey, question: "reason", figure: "nps", below: 1 },
    "expected a question that has it: reason is of type text",
  ],
  [
    { survey, question, figure: "nps", below: 101 },
    `${AT}.below: found 101, expected points from -100 to 100`,
  ],
  [
    { survey, question: "sat", figure: "satisfied", below: 90 },
    `${AT}.below: found 90, expected a share from 0 to 1, such as 0.85`,
  ],
  [
    { survey, question, figure: "nps", dropPercent: -5 },
    `${AT}.dropPercent: found -5, expected a number over 0`,
  ],
  [
    { survey, question, figure: "nps", below: 1, by: "trait.a,device" },
    `${AT}.by: found "trait.a,device", expected one of`,
  ],
  [{ survey, question, figure: "nps", below: 1, by: "branch" }, `${AT}.by: found "branch", expected one of`],
  [
    { survey, question, figure: "nps", below: 1, words: undefined, count: 3 },
    `${AT}.count: found 3, expected nothing, because the alert has "figure"`,
  ],
  [
    { survey, question, figure: "responseRate", below: 0.1 },
    `${AT}.question: found "score", expected nothing: the response rate is the survey's`,
  ],
  [
    { survey, question, words: ["rust"], count: 5 },
    `${AT}.question: found "score", expected the id of a question that is answered in own words`,
  ],
  [{ survey, words: [" "], count: 5 }, `${AT}.words: found [" "], expected words that are not blank`],
  [
    { survey, silent: { shown: 5 }, by: "locale" },
    `${AT}.by: found "locale", expected nothing, because the alert has "silent"`,
  ],
])("%j is refused at the start", async (alert, sentence) => {
  await expect(startTestCollector({ config: site({ alerts: [alert] }) })).rejects.toThrow(sentence);
});

it.each<[object, string]>([
  [
    { webhooks: [1, 2].map(() => ({ name: "ops", kind: "json", url: "https://ops.example" })) },
    'sites[0].webhooks[1].name: found "ops", expected a name that no other webhook of this site has',
  ],
  [
    {
      webhooks: [{ name: "ops", kind: "json", url: "https://ops.example" }],
      digest: { at: "09:00", by: "branch", webhook: "ops" },
    },
    'sites[0].digest.by: found "branch", expected a dimension such as trait.branch',
  ],
])("%j is refused at the start", async (parts, sentence) => {
  await expect(startTestCollector({ config: site(parts) })).rejects.toThrow(sentence);
});

it("an alert about a survey that is left out is left out with it", async () => {
  const broken = { id: "broken", priority: "high", questions: TEST_MANIFEST.surveys[0]?.questions };
  collector = await startTestCollector({
    manifest: { ...TEST_MANIFEST, surveys: [...TEST_MANIFEST.surveys, broken] },
    config: site({ alerts: [{ survey: "broken", silent: { shown: 5 } }] }),
  });
  expect(collector.warnings.join("\n")).toContain(
    'An alert is left out. sites[0].alerts[0].survey: found "broken", expected the id of a survey',
  );
});

it("a change to a rule that is broken keeps the old one, and says so", async () => {
  const rule = { survey, question, figure: "nps", below: 30 };
  collector = await startTestCollector({ config: site({ alerts: [rule] }) });
  const broken = site({ alerts: [{ ...rule, question: "other" }] });
  writeFileSync(join(collector.folder, "askling.config.json"), JSON.stringify(broken));
  await expect
    .poll(() => collector?.warnings.join("\n"), { timeout: 20_000 })
    .toContain(`the old one stays in use: sites[0].alerts[0].question: found "other"`);
});
