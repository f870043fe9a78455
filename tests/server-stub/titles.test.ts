import { expect, it } from "vitest";
import { sayFigure, saySilent, sayWords, subjectOf } from "../../server-stub/alerts/text.ts";
import { answerName, questionTitle } from "../../server-stub/board/labels.ts";
import { en } from "../../server-stub/board/words/en.ts";
import { titleOf } from "../../server-stub/report/format.ts";
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

it("an alarm says why it tells no figure of few answers", () => {
  const rule = {
    ...{ kind: "figure" as const, key: "k", survey: "s", question: "score", figure: "nps" as const },
    ...{ below: 30, dropPercent: 20, days: 1, minimum: 1, by: undefined },
  };
  const few = { at: "2026-11-22", n: 3, value: null };
  expect(sayFigure({ en: "s", "zh-CN": "s" }, rule, null, { days: [few], before: few })).toEqual({
    en: "s: NPS was below 30 or down by 20% or more from the day before (too few answers to tell) on the last day: 2026-11-22 too few answers to tell (n = 3).",
    "zh-CN":
      "s：最近一天NPS低于 30或比此前 1 天（回答太少，不显示）下降 20% 以上：2026-11-22 回答太少，不显示（n = 3）。",
  });
});
