import type { FigureName } from "../../widget/manifest/question-types.ts";

/** The words of a report, in one language. */
export type ReportWords = typeof EN;

const EN = {
  title: "Report",
  shown: "shown",
  answered: "answered",
  response: "response rate",
  completion: "completion rate",
  from: "from",
  to: "to",
  until: "all time",
  question: "Question",
  figure: "Figure",
  interval: "95 % interval",
  change: "Change",
  value: "Value",
  count: "Count",
  share: "Share",
  mean: "Mean",
  median: "Median",
  least: "Least",
  most: "Most",
  first: "Came first",
  agreed: "Agreed",
  texts: "Latest texts",
  /** The day of an answer. */
  date: "Date",
  /** The day that a step begins with. */
  day: "From",
  none: "(none)",
  other: "Other",
  thumbsUp: "Thumbs up",
  thumbsDown: "Thumbs down",
  few: "fewer than 5",
  beyondChance: "more than chance",
  maybeChance: "may be chance",
  figures: {
    nps: "NPS",
    satisfied: "CSAT, satisfied",
    easy: "CES, easy",
    up: "thumbs up",
    mean: "Mean",
  } satisfies Record<FigureName, string>,
  distribution: "Distribution",
  trend: "Trend",
  groups: "By",
};

const ZH_CN: ReportWords = {
  title: "报告",
  shown: "展示",
  answered: "应答",
  response: "应答率",
  completion: "完成率",
  from: "从",
  to: "至",
  until: "全部时间",
  question: "题目",
  figure: "指标",
  interval: "95 % 区间",
  change: "变化",
  value: "取值",
  count: "份数",
  share: "占比",
  mean: "均值",
  median: "中位数",
  least: "最小",
  most: "最大",
  first: "排首位",
  agreed: "同意",
  texts: "最新留言",
  date: "日期",
  day: "起始日",
  none: "（无）",
  other: "其他",
  thumbsUp: "赞",
  thumbsDown: "踩",
  few: "不足 5 份",
  beyondChance: "超出随机波动",
  maybeChance: "可能只是波动",
  figures: { nps: "NPS", satisfied: "CSAT, 满意率", easy: "CES, 轻松率", up: "点赞率", mean: "均值" },
  distribution: "分布",
  trend: "趋势",
  groups: "按",
};

/** Languages that reports are written in. */
export const REPORT_LANGUAGES = ["en", "zh-CN"] as const;
export type ReportLanguage = (typeof REPORT_LANGUAGES)[number];

/** The words of a language. */
export function reportWords(language: ReportLanguage): ReportWords {
  return language === "zh-CN" ? ZH_CN : EN;
}
