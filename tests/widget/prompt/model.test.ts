import { describe, expect, test, vi } from "vitest";
import { passesTest } from "../../../widget/manifest/rule-with-patterns.ts";
import type { Question, Survey } from "../../../widget/manifest/schema.ts";
import type { PromptContext, RecordChange } from "../../../widget/prompt/context.ts";
import { createModel } from "../../../widget/prompt/model.ts";

const QUESTIONS: Question[] = [
  { id: "score", type: "nps", title: "How likely?" },
  { id: "why", type: "text", title: "Why {{answer.score}}?", when: { answer: "score", lte: 6 } },
  { id: "more", type: "text", title: "More?", required: true },
];

/** A model over a store that keeps what it is told, and a timer that runs by hand. */
function open(survey: Partial<Survey> = {}, save?: (change: RecordChange) => Promise<void>) {
  const saved: RecordChange[] = [];
  const timers = new Set<() => void>();
  const left = vi.fn();
  const context: PromptContext = {
    survey: { id: "s", questions: QUESTIONS, ...survey },
    locale: "en",
    traits: { name: "Lin" },
    props: {},
    stay: () => () => {},
    sender: "shop.example",
    theme: {},
    textScale: 1,
    passes: passesTest,
    importPiece: () => Promise.reject(new Error("none is needed")),
    save: async (change) => {
      saved.push(change);
      await save?.(change);
    },
    onDelivery: () => () => {},
    closed: () => {},
  };
  const model = createModel(context, left, (_ms, task) => {
    timers.add(task);
    return () => timers.delete(task);
  });
  const passTime = () => {
    for (const task of timers) task();
    timers.clear();
  };
  /** Lets promises settle. */
  const settle = async () => {
    for (let turn = 0; turn < 5; turn++) await Promise.resolve();
    passTime();
    for (let turn = 0; turn < 5; turn++) await Promise.resolve();
  };
  return { model, saved, left, settle, passTime };
}

describe("a prompt's model", () => {
  test("makes the record with the first question on its path", () => {
    const { model, saved } = open();
    model.begin();
    expect(saved).toEqual([{ state: "shown", path: ["score"], answers: {} }]);
  });

  test("goes on only once an answer is kept", async () => {
    let keep = () => {};
    const { model, settle } = open(
      {},
      () =>
        new Promise<void>((resolve) => {
          keep = resolve;
        }),
    );
    model.choose(3);
    await settle();
    expect(model.question.value?.id).toBe("score");
    expect(model.chosen.value).toBe(3);
    keep();
    await settle();
    expect(model.question.value?.id).toBe("why");
    expect(model.fill(model.question.value?.title)).toBe("Why 3?");
  });

  test("says so when keeping takes long", async () => {
    let keep = () => {};
    const { model, passTime, settle } = open(
      {},
      () =>
        new Promise<void>((resolve) => {
          keep = resolve;
        }),
    );
    model.choose(3);
    expect(model.slow.value).toBe(false);
    passTime();
    expect(model.slow.value).toBe(true);
    keep();
    await settle();
    expect(model.slow.value).toBe(false);
  });

  test("takes the first of two hasty taps", async () => {
    const { model, saved, settle } = open();
    model.choose(3);
    model.choose(9);
    await settle();
    expect(saved.map(({ answers }) => answers)).toEqual([{ score: 3 }]);
  });

  test("is complete behind the last question", async () => {
    const { model, saved, settle } = open();
    model.choose(9);
    await settle();
    void model.answer("all good");
    await settle();
    expect(saved.at(-1)).toEqual({
      state: "complete",
      path: ["score", "more"],
      answers: { score: 9, more: "all good" },
    });
    expect(model.question.value).toBeUndefined();
  });

  test("asks again for what is required", async () => {
    const { model, saved, settle } = open();
    model.choose(9);
    await settle();
    void model.answer("   ");
    expect(model.fault.value).toBe("Please answer this question first.");
    expect(saved).toHaveLength(1);
  });

  test("goes back without forgetting, and drops what no longer lies on the path", async () => {
    const { model, saved, settle } = open();
    model.choose(3);
    await settle();
    void model.answer("slow");
    await settle();
    model.chosen.value = "half a sentence";
    model.back();
    expect([model.question.value?.id, model.chosen.value]).toEqual(["why", "slow"]);
    model.back();
    expect([model.question.value?.id, model.chosen.value]).toEqual(["score", 3]);
    model.choose(10);
    await settle();
    expect(saved.at(-1)).toEqual({ state: "partial", path: ["score", "more"], answers: { score: 10 } });
    expect([model.question.value?.id, model.chosen.value]).toEqual(["more", "half a sentence"]);
  });

  test("lets an answer be taken back by Skip, which makes way while one is kept", async () => {
    const { model, saved, settle } = open({ questions: QUESTIONS.slice(0, 1) });
    const [score] = QUESTIONS;
    if (!score) throw new Error("There is no question.");
    expect(model.canSkip(score)).toBe(true);
    model.choose(3);
    expect(model.canSkip(score)).toBe(false);
    await settle();
    model.change();
    expect(model.canSkip(score)).toBe(true);
    void model.answer();
    expect(model.canSkip(score)).toBe(true);
    await settle();
    expect(saved.at(-1)).toEqual({ state: "complete", path: ["score"], answers: {} });
  });

  test("lets an answer be changed after the end", async () => {
    const { model, saved, settle } = open({ questions: QUESTIONS.slice(0, 1) });
    model.choose(9);
    await settle();
    model.change();
    expect([model.question.value?.id, model.chosen.value]).toEqual(["score", 9]);
    model.choose(2);
    await settle();
    expect(saved.map(({ answers, state }) => [answers.score, state])).toEqual([
      [9, "complete"],
      [2, "complete"],
    ]);
  });

  test("keeps its answers when it is dismissed half-way", async () => {
    const { model, saved, left, settle } = open();
    model.choose(3);
    await settle();
    model.dismiss();
    model.dismiss();
    expect(saved.at(-1)).toEqual({ state: "dismissed", path: ["score", "why"], answers: { score: 3 } });
    expect(left).toHaveBeenCalledOnce();
  });

  test("says nothing more when it is closed at the end", async () => {
    const { model, saved, left, settle } = open({ questions: QUESTIONS.slice(0, 1) });
    model.choose(9);
    await settle();
    model.dismiss();
    expect(saved).toHaveLength(1);
    expect(left).toHaveBeenCalledOnce();
  });

  test("waits for Send in large mode", async () => {
    const { model, saved, settle } = open();
    model.large.value = true;
    model.choose(4);
    await settle();
    expect(saved).toEqual([]);
    model.send();
    await settle();
    expect(saved.at(-1)?.answers).toEqual({ score: 4 });
  });

  test("offers to be asked later only while nothing is answered", async () => {
    expect(open().model.canSnooze()).toBe(false);
    const { model, saved, settle } = open({ snooze: "7d" });
    expect(model.canSnooze()).toBe(true);
    model.choose(3);
    await settle();
    expect(model.canSnooze()).toBe(false);
    model.snooze();
    expect(saved.at(-1)?.state).toBe("snoozed");
  });

  test("ends by the first ending whose rule holds", async () => {
    const endings = [
      { id: "low", when: { answer: "score", lte: 6 } as const, title: "Sorry" },
      { id: "thanks", title: "Thanks {{trait.name}}" },
    ];
    const { model, settle } = open({ questions: QUESTIONS.slice(0, 1), endings });
    model.choose(9);
    await settle();
    expect(model.fill(model.ending()?.title)).toBe("Thanks Lin");
  });
});
