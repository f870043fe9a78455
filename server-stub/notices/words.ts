import type { Language } from "./card.ts";

/** What is said of cases, messages and figures in one language. */
export interface NoticeWords {
  case: string;
  overdue: string;
  escalated: string;
  alert: string;
  digest(day: string): string;
  due(time: string): string;
  level(level: number): string;
  owner(name: string): string;
  assigned(name: string): string;
  score(score: number): string;
  person: string;
  /** Title of several notices in one message. */
  several(count: number): string;
  /** Title of several notices in a line each. */
  inBrief(count: number): string;
  /** Stands for lines that a message had no room for. */
  more(count: number): string;
  /** Title of a message that goes on with another. */
  continued(title: string): string;
  /** Stands between what is said and what it is said of. */
  colon: string;
  /** What a link to the board says. */
  open: string;
  /** Groups of records without a value. */
  none: string;
}

const en: NoticeWords = {
  case: "New case",
  overdue: "Case overdue",
  escalated: "Case escalated",
  alert: "Alarm",
  digest: (day) => `Daily digest, ${day}`,
  due: (time) => `due ${time}`,
  level: (level) => `level ${level}`,
  owner: (name) => `owner ${name}`,
  assigned: (name) => `for ${name}`,
  score: (score) => `Score ${score}`,
  person: "Who",
  several: (count) => `${count} messages`,
  inBrief: (count) => `${count} messages, in a line each`,
  more: (count) => `… and ${count} more in the next message`,
  continued: (title) => `${title} (continued)`,
  colon: ": ",
  open: "Open the board",
  none: "(none)",
};

const zh: NoticeWords = {
  case: "新的回访任务",
  overdue: "回访已逾期",
  escalated: "回访已升级",
  alert: "警报",
  digest: (day) => `每日摘要 ${day}`,
  due: (time) => `请在 ${time} 前联系`,
  level: (level) => `等级 ${level}`,
  owner: (name) => `负责人 ${name}`,
  assigned: (name) => `归属 ${name}`,
  score: (score) => `评分 ${score}`,
  person: "客户",
  several: (count) => `${count} 条消息`,
  inBrief: (count) => `${count} 条消息，每条一行`,
  more: (count) => `……还有 ${count} 条，见下一条消息`,
  continued: (title) => `${title}（续）`,
  colon: "：",
  open: "打开看板",
  none: "（无）",
};

/** The words of a language. */
export const NOTICE_WORDS: Readonly<Record<Language, NoticeWords>> = { en, "zh-CN": zh };
