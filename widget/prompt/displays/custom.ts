import type { CustomPrompt } from "../../loader/askling.ts";
import { holdsBy } from "../../manifest/rule.ts";
import { fillText } from "../../manifest/text.ts";
import { walk } from "../../record/path.ts";
import type { Answer, RecordState } from "../../record/schema.ts";
import type { OpenPrompt, PromptContext } from "../context.ts";

/**
 * Leaves the asking to the page: nothing is drawn, while path, record and delivery are those of every prompt.
 *
 * @param hand - gives the page what it asks with; called once
 */
export function openCustom(context: PromptContext, hand: (prompt: CustomPrompt) => void): OpenPrompt {
  const { survey, traits, props, passes, save } = context;
  const { questions } = survey;
  const given = new Map<string, Answer | undefined>();
  const now = () => walk(questions, given, holdsBy(passes), { traits, props });
  let { locale } = context;
  let closed = false;

  const keep = (state: RecordState) => {
    const { path, answers } = now();
    return save({ state, path, answers });
  };
  /** Ends the showing; a record that is complete stays so. */
  const close = async (state: RecordState) => {
    if (closed) return;
    closed = true;
    if (state === "complete" || !now().done) await keep(state);
    context.closed();
  };

  const prompt: CustomPrompt = {
    survey,
    get locale() {
      return locale;
    },
    get path() {
      return now().path;
    },
    get question() {
      const { path, done } = now();
      return done ? undefined : questions.find(({ id }) => id === path[path.length - 1]);
    },
    text: (text) => fillText(text, { traits, props, answers: now().answers, locale, questions }),
    async answer(id, value) {
      if (closed || now().path.indexOf(id) < 0) return;
      given.set(id, value);
      const { answers, done } = now();
      await keep(done ? "complete" : Object.keys(answers).length ? "partial" : "shown");
    },
    complete: () => close("complete"),
    dismiss: () => close("dismissed"),
    snooze: () => close(survey.snooze && !Object.keys(now().answers).length ? "snoozed" : "dismissed"),
  };
  void keep("shown");
  hand(prompt);
  return {
    dismiss: () => void prompt.dismiss(),
    async restyle(looks) {
      locale = looks.locale;
    },
    destroy() {
      closed = true;
    },
  };
}
