import type { ScoreType } from "../../widget/manifest/question-types.ts";

/** What the page of a survey says around it. */
export const en = {
  title: "Your feedback",
  from: (sender: string) => `Feedback – ${sender}`,
  send: "Send",
  required: "Please answer this question.",
  unfit: "Please check your answer.",
  chooseAtLeast: (count: number) => `Please choose at least ${count}.`,
  chooseAtMost: (count: number) => `Please choose at most ${count}.`,
  tooLong: (most: number) => `Please shorten your answer to ${most} characters.`,
  needsScript: "This question needs JavaScript. Please allow it in your browser and load the page again.",
  thanks: "Thank you!",
  closed: "You can close this page now.",
  other: "Other",
  otherText: "Please say which",
  agree: "I agree",
  thumbs: { up: "Thumbs up", down: "Thumbs down" },
  /** Least and greatest. */
  ends: {
    nps: ["Not at all likely", "Extremely likely"],
    csat: ["Very unhappy", "Very happy"],
    ces: ["Very difficult", "Very easy"],
    rating: ["", ""],
  } satisfies Record<ScoreType, string[]>,
  refusals: {
    unknown: ["This survey does not exist", "Please check that the address is complete."],
    paused: ["This survey is paused", "Please come back later."],
    early: ["This survey has not started yet", "Please come back later."],
    over: ["This survey is over", "Thank you for wanting to take part."],
    used: ["This link has been used", "Your answer has arrived. Thank you!"],
    late: [
      "This link has been used before",
      "It takes one answer, and that had already arrived. What you answered now was not kept.",
    ],
    expired: ["This link has expired", "Thank you for wanting to take part."],
    foreign: ["Your answer was not taken", "Please open the link again and answer there."],
    unfit: ["Your answer was not taken", "Please go back and check it."],
    busy: [
      "Please try again shortly",
      "Your answer was not taken yet. Go back, wait a moment, and send it again.",
    ],
    failed: ["Something went wrong here", "It is not your fault. Please try again later."],
  },
};

/** All that the page says by itself. */
export type PageWords = typeof en;

/** Why a survey is not shown, or an answer not taken. */
export type RefusalReason = keyof PageWords["refusals"];

const zh: PageWords = {
  title: "您的反馈",
  from: (sender) => `意见反馈 – ${sender}`,
  send: "提交",
  required: "请先回答此题。",
  unfit: "请检查您的回答。",
  chooseAtLeast: (count) => `请至少选择 ${count} 项。`,
  chooseAtMost: (count) => `最多可选 ${count} 项。`,
  tooLong: (most) => `请将回答缩短至 ${most} 字以内。`,
  needsScript: "此题需要启用 JavaScript，请在浏览器中允许后刷新页面。",
  thanks: "感谢您的反馈！",
  closed: "您现在可以关闭此页面。",
  other: "其他",
  otherText: "请具体说明",
  agree: "我同意",
  thumbs: { up: "赞", down: "踩" },
  ends: {
    nps: ["完全不可能", "非常可能"],
    csat: ["非常不满意", "非常满意"],
    ces: ["非常困难", "非常容易"],
    rating: ["", ""],
  },
  refusals: {
    unknown: ["没有找到这份问卷", "请检查网址是否完整。"],
    paused: ["这份问卷已暂停", "请稍后再来。"],
    early: ["这份问卷尚未开始", "请稍后再来。"],
    over: ["这份问卷已结束", "感谢您的参与意愿。"],
    used: ["此链接已使用过", "您的回答已收到，谢谢！"],
    late: ["此链接此前已使用过", "每个链接只收一份回答，此前已经收到。您刚才的回答没有保存。"],
    expired: ["此链接已过期", "感谢您的参与意愿。"],
    foreign: ["您的回答未能提交", "请重新打开链接后作答。"],
    unfit: ["您的回答未能提交", "请返回检查您的回答。"],
    busy: ["请稍后再试", "您的回答尚未提交。请返回，稍等片刻后重新提交。"],
    failed: ["出现了一点问题", "这不是您的原因，请稍后再试。"],
  },
};

/** The words of a language, BCP 47: Chinese, or else English. */
export function wordsOf(language: string): PageWords {
  return /^zh(?:[-_]|$)/i.test(language) ? zh : en;
}
