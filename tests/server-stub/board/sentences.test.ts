import { describe, expect, it } from "vitest";
import { createFormat } from "../../../server-stub/board/format.ts";
import { formatAnswer } from "../../../server-stub/board/labels.ts";
import { formatChange } from "../../../server-stub/board/sentences.ts";
import { en } from "../../../server-stub/board/words/en.ts";
import { zhCN as zh } from "../../../server-stub/board/words/zh-CN.ts";

const enFormat = createFormat("en", "Asia/Shanghai");
const zhFormat = createFormat("zh-CN", "Asia/Shanghai");

describe("what was changed of a case", () => {
  it.each([
    [
      { field: "link", from: null, to: "2026-12-12T19:45:12.645Z" },
      "可再答一次的链接已生成，有效期至 2026年12月13日 03:45",
    ],
    [{ field: "escalated", from: 0, to: 1 }, "已升级（第 1 次）"],
    [{ field: "recovered", from: null, to: "0e0b6a54-1111" }, "之后的回答表示满意：已挽回"],
    [{ field: "recovered", from: "0e0b6a54-1111", to: null }, "之后的回答又改了：不再算已挽回"],
    [{ field: "status", from: null, to: "open" }, "状态：（无） → 未联系"],
    [{ field: "level", from: 1, to: 2 }, "级别：1 → 2"],
    [{ field: "owner", from: "", to: "Lin" }, "负责人：（无） → Lin"],
  ])("is said of %j in Chinese", (event, said) => {
    expect(formatChange(event, zh, zhFormat)).toBe(said);
  });

  it.each([
    [
      { field: "link", from: null, to: "2026-12-12T19:45:12.645Z" },
      /^A link to answer once more was made, valid until Dec 13, 2026/,
    ],
    [{ field: "escalated", from: 1, to: 2 }, /^Escalated \(2\)$/],
    [{ field: "recovered", from: null, to: "0e0b6a54-1111" }, /^A later answer was satisfied: won back$/],
    [{ field: "what comes later", from: 1, to: 2 }, /^what comes later: 1 → 2$/],
  ])("is said of %j in English", (event, said) => {
    expect(formatChange(event, en, enFormat)).toMatch(said);
  });
});

describe("an answer in words", () => {
  const asked = { id: "q", title: "?", options: [{ id: "a", label: { en: "Tea", "zh-CN": "茶" } }] };
  const matrix = {
    ...asked,
    type: "matrix",
    rows: [{ id: "r", label: "员工" }],
    columns: [{ id: "c", label: "好" }],
  };
  it.each([
    [{ ...asked, type: "nps", options: undefined }, "na", "不适用"],
    [{ ...asked, type: "csat", options: undefined, na: "没用过" }, "na", "没用过"],
    [matrix, { r: "na" }, "员工: 不适用"],
    [{ ...matrix, na: { "zh-CN": "没遇到", en: "Not met" } }, { r: "na" }, "员工: 没遇到"],
    [{ ...asked, type: "single" }, "other", "其他"],
    [{ ...asked, type: "multi", other: { "zh-CN": "另外", en: "Else" } }, ["a", "other"], "茶, 另外"],
    [{ ...asked, type: "text", options: undefined }, "na", "na"],
    [{ ...asked, type: "single", options: [{ id: "na", label: "北美" }] }, "na", "北美"],
  ])("of %j is of %j %s", (question, answer, said) => {
    expect(formatAnswer(question, answer, zh, "zh-CN")).toBe(said);
  });
});
