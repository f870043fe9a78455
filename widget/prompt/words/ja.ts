import type { Words } from "./en.ts";
import type { MoreWords } from "./en-more.ts";

/** Japanese, です/ます. */
export const words: Words = {
  close: "閉じる",
  back: "戻る",
  next: "次へ",
  send: "送信",
  skip: "スキップ",
  later: "あとで回答する",
  change: "回答を変更する",
  thanks: "ご回答ありがとうございました",
  waiting: "保存しました。のちほど自動的に送信されます。",
  delivered: "送信しました",
  needed: "先にこの質問にお答えください。",
  region: "アンケート",
  announce: (sender, title) =>
    `${sender}からのお願いです。ページの最後にある「アンケート」の領域でお答えください：${title}`,
  progress: (step, of) => `${of}問中${step}問目`,
  nps: ["まったく薦めたくない", "非常に薦めたい"],
  ces: ["非常に難しい", "非常に簡単"],
  faces: ["非常に不満", "不満", "どちらともいえない", "満足", "非常に満足"],
};

export const more: MoreWords = {
  atLeast: (least) => `${least}以上の数値を入力してください。`,
  atMost: (most) => `${most}以下の数値を入力してください。`,
  chooseAtLeast: (count) => `${count}個以上選択してください。`,
  chooseAtMost: (count) => `選択できるのは${count}個までです。`,
  badNumber: "数値を入力してください。",
  badDate: "年月日をすべて入力してください。",
  notBefore: (date) => `${date}以降の日付を選択してください。`,
  notAfter: (date) => `${date}以前の日付を選択してください。`,
  everyRow: "すべての行にお答えください。",
  badEmail: "メールアドレスをご確認ください。",
  badPhone: "電話番号をご確認ください。",
  name: "お名前",
  email: "メールアドレス",
  phone: "電話番号",
  mayContact: "この回答について連絡を受けてもよい",
  agree: "同意する",
  other: "その他",
  otherText: "具体的にお書きください",
  choose: "選択してください",
  thumbs: ["高評価", "低評価"],
  moveUp: (label) => `「${label}」を上へ移動`,
  moveDown: (label) => `「${label}」を下へ移動`,
  moved: (label, place, of) => `「${label}」を${of}項目中${place}番目に移動しました。`,
  bigger: "文字を大きくする",
  readAloud: "読み上げる",
  stopReading: "読み上げを停止",
};
