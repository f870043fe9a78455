import { batch, computed, signal } from "@preact/signals-core";
import { holdsBy } from "../manifest/rule.ts";
import type { Question } from "../manifest/schema.ts";
import { fillText, fillUrl } from "../manifest/text.ts";
import { jsonBytes } from "../record/bytes.ts";
import { changeOf, firstOf, isBlank, type Walk, walk } from "../record/path.ts";
import type { Answer } from "../record/schema.ts";
import type { DeliveryStatus, PromptContext } from "./context.ts";
import { safeUrl } from "./link.ts";
import type { PromptModel } from "./prompt-model.ts";
import { rendererOf } from "./questions/index.ts";
import { chooseWords } from "./words/index.ts";

/** Runs a task after some milliseconds; the function it returns calls it off. */
export type Later = (ms: number, task: () => void) => () => void;

/** How long a tapped score is seen chosen before the prompt goes on. */
const DWELL_MS = 160;
/** What of a record's 16 KB the answers may take; the rest is for page, user and event. */
const ANSWERS_BYTES = 13e3;
/** How long keeping an answer may take before it is shown. */
const SLOW_MS = 300;

/**
 * @param context - what the loader gives
 * @param leave - takes the prompt off the page; told when the last change is kept
 * @param later - the timer
 */
export function createModel(
  context: PromptContext,
  leave: (kept: Promise<void>) => void,
  later: Later = startTimer,
): PromptModel {
  const { survey, traits, props } = context;
  const holds = holdsBy(context.passes);
  const { questions } = survey;
  const given = new Map<string, Answer | undefined>();
  const drafts = new Map<string, Answer | undefined>();
  const ahead = () => walk(questions, given, holds, { traits, props });
  /** Runs ahead of what is on show while an answer is being kept. */
  let newest = ahead();
  let closing = false;
  const locale = signal(context.locale);
  const walked = signal<Walk>(newest);
  /** The id of the question on show; empty at the ending. */
  const at = signal(newest.path[0] || "");
  const chosen = signal<Answer | undefined>(undefined);
  const fault = signal("");
  const busy = signal<boolean | "sending">(false);
  const slow = signal(false);
  const large = signal(false);
  const question = computed(() => questions.find(({ id }) => id === at.value));
  const values = () => ({ traits, props, answers: walked.value.answers, locale: locale.value, questions });
  const step = () => walked.value.path.indexOf(at.value);
  const show = (index: number) =>
    batch(() => {
      at.value = walked.value.path[index] || "";
      fault.value = "";
      busy.value = slow.value = false;
      chosen.value = drafts.get(at.value);
    });
  const answer = async (value?: Answer, dwell?: boolean) => {
    const asked = question.value;
    if (!asked || busy.value || closing) return;
    const { id, type, required } = asked;
    const kept = isBlank(value) ? undefined : value;
    const { findFault } = rendererOf(asked) || {};
    fault.value =
      kept === undefined
        ? required && type !== "note"
          ? chooseWords(locale.value).needed
          : ""
        : (findFault && findFault(asked, kept, locale.value)) || "";
    if (fault.value) return;
    given.set(id, kept);
    drafts.set(id, kept);
    newest = ahead();
    // What is read of these is rendered at once: the rest is in its place by then.
    batch(() => {
      busy.value = dwell || "sending";
      chosen.value = kept;
    });
    const calm = later(SLOW_MS, () => {
      slow.value = true;
    });
    await Promise.all([
      context.save(changeOf(newest)),
      dwell && new Promise<void>((resolve) => later(DWELL_MS, resolve)),
    ]);
    calm();
    batch(() => {
      walked.value = newest;
      show(walked.value.path.indexOf(id) + 1);
    });
  };

  const close = (state: "dismissed" | "snoozed") => {
    if (closing) return;
    closing = true;
    const { path, answers, done } = newest;
    // A complete record stays complete: closing says nothing more.
    leave(done ? Promise.resolve() : context.save({ state, path, answers }));
  };

  return {
    get words() {
      return chooseWords(locale.value);
    },
    get locale() {
      return locale.value;
    },
    question,
    chosen,
    fault,
    busy,
    slow,
    delivery: signal<DeliveryStatus>("sending"),
    large,
    width: signal(400),
    progress: () => ({
      step: step() + 1,
      of: step() + questions.length - questions.indexOf(question.value as Question),
    }),
    room: () => ANSWERS_BYTES - jsonBytes({ ...newest.answers, [at.value]: 0 }),
    canSkip: ({ id, type, required }) =>
      !required && type !== "note" && !(busy.value && given.get(id) !== undefined),
    canSnooze: () => !!survey.snooze && !Object.keys(walked.value.answers).length,
    fill: (text) => fillText(text, values()),
    link: (url) => (url ? safeUrl(fillUrl(url, values())) : undefined),
    ending: () => firstOf(survey.endings || [], holds, values()),
    begin: () => {
      // Who was quicker has begun it by answering or closing.
      if (!given.size && !closing) void context.save({ state: "shown", path: newest.path, answers: {} });
    },
    answer,
    choose: (value) => {
      if (!large.value) void answer(value, true);
      else if (!busy.value) chosen.value = value;
    },
    send: () => void answer(chosen.value),
    back: () => {
      if (busy.value) return;
      drafts.set(at.value, chosen.value);
      show(step() - 1);
    },
    change: () => show(0),
    snooze: () => close("snoozed"),
    dismiss: () => close("dismissed"),
    translate: (tag) => {
      locale.value = tag;
    },
  };
}

function startTimer(ms: number, task: () => void): () => void {
  const timer = setTimeout(task, ms);
  return () => clearTimeout(timer);
}
