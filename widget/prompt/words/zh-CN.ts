import type { Words } from "./en.ts";

/** Simplified Chinese. */
export const zhCN: Words = {
  close: "关闭",
  back: "上一题",
  next: "下一题",
  send: "提交",
  skip: "跳过",
  later: "以后再说",
  change: "修改我的回答",
  thanks: "感谢您的反馈！",
  waiting: "已保存，联网后会自动提交。",
  delivered: "已提交",
  needed: "请先回答此题。",
  region: "意见反馈",
  announce: (sender, title) => `${sender}想请教您：${title} 请在页面末尾的“意见反馈”区域作答。`,
  progress: (step, of) => `第 ${step} 题，共 ${of} 题`,
  nps: ["完全不可能", "非常可能"],
  ces: ["非常困难", "非常容易"],
  faces: ["非常不满意", "不满意", "一般", "满意", "非常满意"],
};
