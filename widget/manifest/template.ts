import type { Manifest, Question } from "./schema.ts";

/** The built-in one-survey manifests. */
export type TemplateName = "nps" | "csat" | "ces";

const TITLES: Record<TemplateName, Record<string, string>> = {
  nps: { en: "How likely are you to recommend us to a friend?", "zh-CN": "您有多大可能将我们推荐给朋友？" },
  csat: { en: "How satisfied are you with us?", "zh-CN": "您对我们满意吗？" },
  ces: { en: "It was easy to do what I came for.", "zh-CN": "我很轻松地办成了想办的事。" },
};
const REASON = { en: "What is the main reason for your score?", "zh-CN": "您给出这个分数的主要原因是什么？" };

/** Whether a survey is a built-in one, by its id. */
export const isTemplate = (id: string): id is TemplateName => Object.keys(TITLES).includes(id);

/** The built-in manifest of a name; nothing if there is none. */
export const templateOf = (name: string): Manifest | undefined =>
  isTemplate(name) ? makeTemplate(name) : undefined;

/** The built-in one-survey manifest of a name: a score and its reason, 5 s after the page was opened. */
export function makeTemplate(name: TemplateName): Manifest {
  const score = { id: "score", type: name, title: TITLES[name] } as Question;
  return {
    version: 1,
    checked: __FINGERPRINT__,
    surveys: [
      {
        id: name,
        triggers: [{ on: "load", after: "5s" }],
        questions: [score, { id: "reason", type: "text", title: REASON }],
      },
    ],
  };
}
