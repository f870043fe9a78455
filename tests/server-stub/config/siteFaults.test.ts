import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { loadConfiguration } from "../../../server-stub/config/load.ts";
import { TEST_MANIFEST } from "../../support/collector.ts";

describe("a rule for cases", () => {
  const folder = mkdtempSync(join(tmpdir(), "askling-followup-"));
  const rule = { survey: "order-nps", when: { answer: "score", lte: 6 }, within: "2h" };
  const webhooks = [{ name: "ops", kind: "json", url: "http://127.0.0.1:9/" }];
  const read = (followUp: object) => {
    const path = join(folder, "askling.config.json");
    const site = { key: "pk_shop", manifest: "./surveys.json", webhooks };
    writeFileSync(path, JSON.stringify({ sites: [{ ...site, followUp: [{ ...rule, ...followUp }] }] }));
    const broken = { id: "broken", questions: [{ id: "a", type: "nps" }] };
    const surveys = [...TEST_MANIFEST.surveys, broken];
    writeFileSync(join(folder, "surveys.json"), JSON.stringify({ ...TEST_MANIFEST, surveys }));
    return loadConfiguration(path, { warn: () => undefined });
  };
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each<[object, string]>([
    [
      { survey: "order-nsp" },
      'sites[0].followUp[0].survey: found "order-nsp", expected the id of a survey of this site\'s manifest (did you mean "order-nps"?)',
    ],
    [
      { when: { all: [{ not: { answer: "scor" } }] } },
      'followUp[0].when.all[0].not.answer: found "scor", expected a question of the survey "order-nps" (did you mean "score"?)',
    ],
    [
      { when: { all: [{ answer: "score", matches: "a(?=b)" }] } },
      'followUp[0].when.all[0].matches: found "a(?=b)", expected a safe regular expression (this one: lookaround at index 1)',
    ],
    [{ hours: "Mon-Fri 9-18" }, 'followUp[0].hours: found "Mon-Fri 9-18", expected working hours such as'],
    [
      { assign: "trait.a,trait.b" },
      'followUp[0].assign: found "trait.a,trait.b", expected dimensions such as',
    ],
    [{ assign: "branch" }, 'followUp[0].assign: found "branch", expected dimensions such as trait.branch'],
    [{ within: "2 hours" }, 'followUp[0].within: found "2 hours", expected a duration'],
    [{ resolveWithin: "9999d" }, "expected a duration of at most 366d"],
    [
      { resolveWithin: "90m" },
      'followUp[0].resolveWithin: found "90m", expected no less than within, which is "2h"',
    ],
    [
      { escalate: [{ after: "4h", webhook: "opps" }] },
      'escalate[0].webhook: found "opps", expected the name of a webhook of this site (did you mean "ops"?)',
    ],
  ])("with %j is refused with path, found and expected", (followUp, sentence) => {
    expect(() => read(followUp)).toThrow(sentence);
  });

  it("may follow up on a survey that is left out for now, on a built-in one, and on a part of an answer", () => {
    expect(
      read({ survey: "broken", when: { answer: "anything" } }).sites.get("pk_shop")?.followUp,
    ).toHaveLength(1);
    expect(read({ survey: "csat" }).sites.get("pk_shop")?.followUp).toHaveLength(1);
    expect(
      read({ when: { answer: "score.part", exists: true } }).sites.get("pk_shop")?.followUp,
    ).toHaveLength(1);
  });
});
