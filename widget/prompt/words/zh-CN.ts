import type { Words } from "./en.ts";
import type { MoreWords } from "./en-more.ts";

/** Simplified Chinese. */
export const words: Words = {
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

export const more: MoreWords = {
  atLeast: (least) => `请输入不小于 ${least} 的数。`,
  atMost: (most) => `请输入不大于 ${most} 的数。`,
  chooseAtLeast: (count) => `请至少选择 ${count} 项。`,
  chooseAtMost: (count) => `最多可选 ${count} 项。`,
  badEmail: "请检查邮箱地址。",
  badPhone: "请检查电话号码。",
  name: "姓名",
  email: "邮箱",
  phone: "电话",
  other: "其他",
  otherText: "请具体说明",
  choose: "请选择",
  thumbs: ["赞", "踩"],
  moveUp: (label) => `将“${label}”上移`,
  moveDown: (label) => `将“${label}”下移`,
  moved: (label, place, of) => `“${label}”现在排第 ${place}，共 ${of} 项。`,
  bigger: "放大文字",
  readAloud: "朗读",
  stopReading: "停止朗读",
};
