import { DURATION } from "../../widget/manifest/duration.ts";
import { unfilledText } from "../../widget/manifest/text.ts";
import type { AlarmText } from "../answers/site.ts";
import { clip } from "../notices/card.ts";
import { FIGURE_NAMES, formatFigure } from "../notices/figures.ts";
import type { SurveyDefinitions } from "../results/definitions.ts";
import type { DimensionValue } from "../results/dimension.ts";
import type { Measure } from "./days.ts";
import type { FigureRule, WordsRule } from "./rule.ts";

/** Characters of a group's name, which is what a page says of its visitors, and of a question's title. */
const VALUE = 120;

/** What an alarm is about: the survey and the question, as people call them; an id where they have no name for it. */
export function subjectOf(
  { survey, question }: { survey: string; question?: string | undefined },
  { newest, questions }: SurveyDefinitions,
): AlarmText {
  const called = clip(newest?.name || survey, VALUE);
  if (question === undefined) return { en: called, "zh-CN": called };
  const say = (language: string) => {
    const title = unfilledText(questions.get(question)?.title, language);
    return title ? `“${clip(title, VALUE)}”` : question;
  };
  return { en: `${called}, ${say("en")}`, "zh-CN": `${called}，${say("zh-CN")}` };
}

/** Why a rule about a figure raised the alarm, with the figures. */
export function sayFigure(
  subject: AlarmText,
  { figure, below, dropPercent, by }: FigureRule,
  group: DimensionValue,
  { days, before }: { days: readonly Measure[]; before: Measure },
): AlarmText {
  const format = (value: number | null, few: string) => (value === null ? few : formatFigure(figure, value));
  const formatEn = (value: number | null) => format(value, "too few answers to tell");
  const formatZh = (value: number | null) => format(value, "回答太少，不显示");
  const count = days.length;
  const value = group === null ? undefined : clip(group, VALUE);
  const whereEn = by ? ` (${by.text}: ${value ?? "none"})` : "";
  const whereZh = by ? `（${by.text}：${value ?? "无"}）` : "";
  const en = [
    ...(below === undefined ? [] : [`below ${formatEn(below)}`]),
    ...(dropPercent === undefined
      ? []
      : [`down by ${dropPercent}% or more from the ${spanEn(count)} before (${formatEn(before.value)})`]),
  ].join(" or ");
  const zh = [
    ...(below === undefined ? [] : [`低于 ${formatZh(below)}`]),
    ...(dropPercent === undefined
      ? []
      : [`比此前 ${count} 天（${formatZh(before.value)}）下降 ${dropPercent}% 以上`]),
  ].join("或");
  const listEn = days.map(({ at, n, value: one }) => `${at} ${formatEn(one)} (n = ${n})`).join(", ");
  const listZh = days.map(({ at, n, value: one }) => `${at} ${formatZh(one)}（n = ${n}）`).join("，");
  const onEn = count === 1 ? "on the last day" : `on each of the last ${count} days`;
  const onZh = count === 1 ? "最近一天" : `最近 ${count} 天每天`;
  return {
    en: `${subject.en}${whereEn}: ${FIGURE_NAMES.en[figure]} was ${en} ${onEn}: ${listEn}.`,
    "zh-CN": `${subject["zh-CN"]}${whereZh}：${onZh}${FIGURE_NAMES["zh-CN"][figure]}${zh}：${listZh}。`,
  };
}

function spanEn(days: number): string {
  return days === 1 ? "day" : `${days} days`;
}

const UNITS_ZH: Readonly<Record<string, string>> = { ms: "毫秒", s: "秒", m: "分钟", h: "小时", d: "天" };

/** A duration such as `24h` as people say it in Chinese. */
function spanZh(duration: string): string {
  return duration.replace(DURATION, (_all, count, unit) => `${count} ${UNITS_ZH[unit]}`);
}

/** Why a rule about words raised the alarm. */
export function sayWords(subject: AlarmText, { words, within }: WordsRule, found: number): AlarmText {
  return {
    en: `${subject.en}: ${found} answers within ${within} hold ${words.map((word) => `“${word}”`).join(" or ")}.`,
    "zh-CN": `${subject["zh-CN"]}：${spanZh(within)}内有 ${found} 条回答提到${words.map((word) => `“${word}”`).join("或")}。`,
  };
}

/** Why a rule about silence raised the alarm. */
export function saySilent(subject: AlarmText, shown: number): AlarmText {
  return {
    en: `${subject.en}: shown ${shown} times within 24h, and not answered once. The survey may be broken.`,
    "zh-CN": `${subject["zh-CN"]}：24 小时内展示 ${shown} 次，没有收到任何回答。问卷可能出了故障。`,
  };
}
