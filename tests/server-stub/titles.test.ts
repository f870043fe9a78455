import { expect, it } from "vitest";
import { saySilent, sayWords, subjectOf } from "../../server-stub/alerts/text.ts";
import { answerName, questionTitle } from "../../server-stub/board/labels.ts";
import { en } from "../../server-stub/board/words/en.ts";
import { titleOf } from "../../server-stub/report/table.ts";
import { definitionsOf } from "../../server-stub/results/definitions.ts";

const title = {
  en: "Why {{answer.score}}, {{trait.name | friend}}{{ prop.unit|}}? {{day}}",
  "zh-CN": "您打 {{ answer.score }} 分，为什么？",
};
const question = { id: "reason", type: "text" as const, title };
const SAID = "Why …, friend…? {{day}}";

it("a board, a report and an alarm tell no placeholder of a title, which nobody has filled in", () => {
  expect(questionTitle([question], "reason", "en")).toBe(SAID);
  expect(answerName([question], "reason", { words: en, language: "zh-CN" })).toBe("您打 … 分，为什么？");
  expect(titleOf(question, "en")).toBe(SAID);
  const body = JSON.stringify({ version: 1, surveys: [{ id: "s", questions: [question] }] });
  const history = [{ servedFrom: "2026-11-01T00:00:00.000Z", body }];
  expect(subjectOf({ survey: "s", question: "reason" }, definitionsOf(history, "s"))).toEqual({
    en: `s, “${SAID}”`,
    "zh-CN": "s，“您打 … 分，为什么？”",
  });
});

it.each([
  ["24h", "24 小时内"],
  ["1.5d", "1.5 天内"],
  ["30m", "30 分钟内"],
])("a Chinese alarm says %s as people do", (within, said) => {
  const rule = {
    kind: "words" as const,
    question: undefined,
    words: ["rust"],
    count: 1,
    within,
    survey: "s",
    key: "k",
  };
  expect(sayWords({ en: "s", "zh-CN": "s" }, rule, 2)["zh-CN"]).toBe(`s：${said}有 2 条回答提到“rust”。`);
  expect(saySilent({ en: "s", "zh-CN": "s" }, 9)["zh-CN"]).toContain("24 小时内");
});
