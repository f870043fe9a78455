import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { holds } from "../../../widget/manifest/rule-with-patterns.ts";
import type { Question, Rule } from "../../../widget/manifest/schema.ts";
import { walk } from "../../../widget/record/path.ts";
import type { Answer } from "../../../widget/record/schema.ts";

const nps = (id: string, more: object = {}): Question => ({ id, type: "nps", title: id, ...more });
const given = (answers: Record<string, Answer | undefined>) => new Map(Object.entries(answers));
const go = (questions: Question[], answers: Record<string, Answer | undefined>, values = {}) =>
  walk(questions, given(answers), holds, values);

describe("a walk through a survey", () => {
  const low: Rule = { answer: "a", lte: 6 };

  test("stops at the first question without an answer", () => {
    expect(go([nps("a"), nps("b")], {})).toEqual({ path: ["a"], answers: {}, done: false });
    expect(go([nps("a"), nps("b")], { a: 3 })).toEqual({ path: ["a", "b"], answers: { a: 3 }, done: false });
  });

  test("is done behind the last question", () => {
    expect(go([nps("a")], { a: 3 })).toEqual({ path: ["a"], answers: { a: 3 }, done: true });
  });

  test("meets a skipped question without an answer", () => {
    expect(go([nps("a"), nps("b")], { a: undefined, b: 1 })).toEqual({
      path: ["a", "b"],
      answers: { b: 1 },
      done: true,
    });
  });

  test("leaves out what its rule rules out, and drops its answer", () => {
    const questions = [nps("a"), nps("b", { when: low })];
    expect(go(questions, { a: 3, b: 1 }).answers).toEqual({ a: 3, b: 1 });
    expect(go(questions, { a: 9, b: 1 })).toEqual({ path: ["a"], answers: { a: 9 }, done: true });
  });

  test("jumps by the first rule that holds, forwards, backwards and to the end", () => {
    const next = [
      { when: low, goto: "c" },
      { when: { answer: "a", is: 10 } as Rule, goto: "end" },
    ];
    const questions = [nps("a", { next }), nps("b"), nps("c")];
    expect(go(questions, { a: 3 }).path).toEqual(["a", "c"]);
    expect(go(questions, { a: 10 })).toEqual({ path: ["a"], answers: { a: 10 }, done: true });
    expect(go(questions, { a: 8 }).path).toEqual(["a", "b"]);
    const back = [nps("a", { next: [{ goto: "c" }] }), nps("b"), nps("c", { next: [{ goto: "b" }] })];
    expect(go(back, { a: 1, c: 2, b: 3 })).toEqual({
      path: ["a", "c", "b"],
      answers: { a: 1, c: 2, b: 3 },
      done: true,
    });
  });

  test("reads traits and props", () => {
    const questions = [
      nps("a", { when: { trait: "plan", is: "pro" } }),
      nps("b", { when: { prop: "n", gt: 1 } }),
    ];
    expect(go(questions, {}, { traits: { plan: "pro" } }).path).toEqual(["a"]);
    expect(go(questions, {}, { props: { n: 2 } }).path).toEqual(["b"]);
    expect(go(questions, {})).toEqual({ path: [], answers: {}, done: true });
  });

  test("ends whatever the jumps, and meets no question twice", () => {
    const ids = ["a", "b", "c", "d"];
    const question = fc.record({
      goto: fc.option(fc.constantFrom(...ids, "end"), { nil: undefined }),
      when: fc.option(fc.constantFrom(...ids), { nil: undefined }),
    });
    fc.assert(
      fc.property(
        fc.tuple(question, question, question, question),
        fc.array(fc.integer({ min: 0, max: 10 })),
        (shape, scores) => {
          const questions = shape.map(({ goto, when }, index) =>
            nps(String(ids[index]), {
              ...(goto ? { next: [{ when: { answer: ids[index], lte: 5 }, goto }] } : {}),
              ...(when ? { when: { answer: when, gte: 5 } } : {}),
            }),
          );
          const answers = Object.fromEntries(ids.map((id, index) => [id, scores[index]]));
          const { path, done, answers: kept } = go(questions, answers);
          expect(done).toBe(true);
          expect(new Set(path).size).toBe(path.length);
          for (const id of Object.keys(kept)) expect(path).toContain(id);
        },
      ),
    );
  });
});
