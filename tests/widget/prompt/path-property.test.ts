import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { passesTest } from "../../../widget/manifest/rule-with-patterns.ts";
import type { Question } from "../../../widget/manifest/schema.ts";
import type { PromptContext, RecordChange } from "../../../widget/prompt/context.ts";
import { createModel } from "../../../widget/prompt/model.ts";
import type { PromptModel } from "../../../widget/prompt/prompt-model.ts";
import { someQuestions } from "../manifest/surveys.ts";

/** A model whose timers run at once, over a store that remembers the last change. */
function open(questions: Question[]) {
  const saved: RecordChange[] = [];
  const context: PromptContext = {
    survey: { id: "s", questions },
    locale: "en",
    traits: {},
    props: {},
    stay: () => () => {},
    sender: "shop.example",
    theme: {},
    textScale: 1,
    passes: passesTest,
    importPiece: () => Promise.reject(new Error("none is needed")),
    save: async (change) => void saved.push(change),
    onDelivery: () => () => {},
    closed: () => {},
  };
  const model = createModel(
    context,
    () => {},
    (_ms, task) => {
      task();
      return () => {};
    },
  );
  return { model, saved };
}

/** Answers question after question until the end; every question always gets the same answer. */
async function answerAll(model: PromptModel, answers: Record<string, string | undefined>, most = 20) {
  for (let step = 0; model.question.value && step < most; step++)
    await model.answer(answers[model.question.value.id]);
}

const someAnswers = fc.record({
  a: fc.constantFrom("x", "y", "z", undefined),
  b: fc.constantFrom("x", "y", "z", undefined),
  c: fc.constantFrom("x", "y", "z", undefined),
  d: fc.constantFrom("x", "y", "z", undefined),
  e: fc.constantFrom("x", "y", "z", undefined),
});

describe("any survey, circles included", () => {
  test("comes to its end, whatever is answered, and meets no question twice", async () => {
    await fc.assert(
      fc.asyncProperty(someQuestions(), someAnswers, async (questions, answers) => {
        const { model, saved } = open(questions);
        await answerAll(model, answers);
        expect(model.question.value).toBeUndefined();
        const { path = [] } = saved.at(-1) ?? {};
        expect(new Set(path).size).toBe(path.length);
      }),
    );
  });

  test("leaves the same record after going back and forth as after answering straight", async () => {
    await fc.assert(
      fc.asyncProperty(
        someQuestions(),
        someAnswers,
        someAnswers,
        fc.array(fc.nat({ max: 3 }), { maxLength: 6 }),
        async (questions, wavering, answers, turns) => {
          const straight = open(questions);
          await answerAll(straight.model, answers);

          const { model, saved } = open(questions);
          for (const turn of turns) {
            await answerAll(model, wavering, turn + 1);
            for (let back = 0; back < turn && model.progress().step > 1; back++) model.back();
          }
          // From the start, or with "Change my answer" from the end.
          while (model.progress().step > 1) model.back();
          if (!model.question.value) model.change();
          await answerAll(model, answers);
          expect(saved.at(-1)).toEqual(straight.saved.at(-1));
        },
      ),
    );
  });
});
