import type { Holds, RuleValues } from "../manifest/rule.ts";
import type { Survey } from "../manifest/schema.ts";
import { fillText, fillUrl } from "../manifest/text.ts";
import { changeOf, firstOf, isBlank, walk } from "../record/path.ts";
import type { Answer, SurveyRecord } from "../record/schema.ts";
import type { OpenSurvey } from "./api.ts";

export interface OpenSurveyOptions {
  survey: Survey;
  holds: Holds;
  /** Traits and props, for rules and texts. */
  values: RuleValues;
  /** BCP 47. */
  locale: string;
  /** Keeps a change; resolves once it is on the device. */
  save(change: Pick<SurveyRecord, "state" | "path" | "answers">): Promise<void>;
  record(): SurveyRecord;
}

export function openSurvey({ survey, holds, values, locale, save, record }: OpenSurveyOptions): OpenSurvey {
  const { questions, endings = [] } = survey;
  const given = new Map<string, Answer | undefined>();
  const ahead = () => walk(questions, given, holds, values);
  let walked = ahead();
  /** Place on the path of the question that is asked; its length at the end. */
  let place = 0;
  let busy = false;
  let closed = false;

  const question = () => questions.find(({ id }) => id === walked.path[place]);
  const filled = () => ({ ...values, answers: walked.answers, locale, questions });

  async function close(state: "dismissed" | "snoozed"): Promise<void> {
    if (closed) return;
    closed = true;
    if (!walked.done) await save({ ...changeOf(walked), state });
  }

  return {
    survey,
    question,
    ending: () => (question() ? undefined : firstOf(endings, holds, filled())),
    text: (text) => fillText(text, filled()),
    url: (url) => fillUrl(url, filled()),
    async answer(value) {
      const asked = question();
      if (!asked || busy || closed) return false;
      if (isBlank(value) && asked.required && asked.type !== "note") return false;
      busy = true;
      given.set(asked.id, isBlank(value) ? undefined : value);
      walked = ahead();
      await save(changeOf(walked));
      place = walked.path.indexOf(asked.id) + 1;
      busy = false;
      return true;
    },
    back() {
      if (!busy && place) place--;
    },
    dismiss: () => close("dismissed"),
    snooze: () => close("snoozed"),
    record,
  };
}
