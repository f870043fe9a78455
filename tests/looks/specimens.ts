/** The three languages that looks are judged in: short words, ideographs, right to left. */
export const LANGUAGES = ["en", "zh-CN", "ar"] as const;

const text = (en: string, zh: string, ar: string) => ({ en, "zh-CN": zh, ar });

const TITLE = text(
  "How satisfied are you with the way our support team handled your last request?",
  "您对客服团队处理您上一次请求的方式满意吗？",
  "ما مدى رضاك عن الطريقة التي تعامل بها فريق الدعم مع طلبك الأخير؟",
);
const HINT = text("About the chat that just ended", "关于刚刚结束的对话", "عن المحادثة التي انتهت للتو");
const NA = text("Not applicable", "不适用", "لا ينطبق");
const OPTIONS = [
  { id: "fast", label: text("How fast it was", "处理速度", "السرعة") },
  {
    id: "clear",
    label: text(
      "How clearly the person explained what would happen next",
      "工作人员对后续步骤的说明是否清楚",
      "وضوح شرح الموظف لما سيحدث بعد ذلك",
    ),
  },
  { id: "price", label: text("The price", "价格", "السعر") },
];
/** A picture that the stand serves. */
export const PICTURE = "/picture.svg";

/** One question of every type and look. */
export const QUESTIONS: Readonly<Record<string, object>> = {
  nps: { type: "nps", na: NA },
  "csat faces": { type: "csat" },
  "csat stars": { type: "csat", look: "stars" },
  "csat numbers": { type: "csat", look: "numbers" },
  ces: { type: "ces" },
  "rating stars": { type: "rating" },
  "rating numbers": { type: "rating", look: "numbers", max: 10 },
  "rating faces": { type: "rating", look: "faces" },
  thumbs: { type: "thumbs" },
  "single list": { type: "single", options: OPTIONS, other: true },
  "single dropdown": { type: "single", options: OPTIONS, look: "dropdown" },
  "single pictures": { type: "single", options: OPTIONS.map((option) => ({ ...option, image: PICTURE })) },
  multi: { type: "multi", options: OPTIONS, other: true, max: 2 },
  matrix: {
    type: "matrix",
    rows: OPTIONS,
    columns: ["1", "2", "3", "4", "5"].map((id) => ({ id, label: id })),
    na: NA,
  },
  ranking: { type: "ranking", options: OPTIONS },
  text: { type: "text", placeholder: HINT },
  "text long": { type: "text", long: true, required: true },
  number: { type: "number", min: 1, max: 99 },
  date: { type: "date" },
  contact: { type: "contact" },
  consent: { type: "consent" },
  note: { type: "note", link: { label: text("Read more", "了解更多", "اقرأ المزيد"), url: "/more" } },
};

/** Every way to show a question. */
export const DISPLAYS: Readonly<Record<string, object>> = {
  popover: { as: "popover" },
  center: { as: "popover", position: "center" },
  sheet: { as: "sheet" },
  modal: { as: "modal" },
  bar: { as: "bar" },
  inline: { as: "inline", into: "#in" },
  tab: { as: "tab", label: text("Tell us", "告诉我们", "أخبرنا") },
};

export const SCALES = ["1", "1.4", "2"] as const;

/** The id of the survey that shows a question in one way. */
export const surveyId = (question: string, display: string, scale: string) =>
  [question.replace(" ", "-"), display, scale].join("_");

/** A manifest with a survey for every question, display and text scale. */
export function manifestOfLooks(): object {
  const surveys: object[] = [];
  for (const question of Object.keys(QUESTIONS))
    for (const display of Object.keys(DISPLAYS))
      for (const scale of SCALES) {
        const id = surveyId(question, display, scale);
        surveys.push({
          id,
          display: DISPLAYS[display],
          triggers: [{ on: "event", name: id }],
          ignorePace: true,
          frequency: { afterAnswer: "0s", afterDismiss: "0s", afterShown: "0s", limit: 1_000_000 },
          snooze: "7d",
          sender: text("Hearth & Leaf", "一叶茶舍", "بيت الشاي"),
          notice: {
            text: text("Why we ask", "为什么询问", "لماذا نسأل"),
            url: "https://shop.example/privacy",
          },
          questions: [
            { id: "q", title: TITLE, hint: HINT, ...QUESTIONS[question] },
            { id: "more", type: "text", title: TITLE },
          ],
          theme: { textScale: Number(scale) },
        });
      }
  return { version: 1, surveys };
}
