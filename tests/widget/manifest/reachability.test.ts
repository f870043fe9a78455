import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkReachability } from "../../../widget/manifest/reachability.ts";
import { holds } from "../../../widget/manifest/rule-with-patterns.ts";
import type { Ending, Question } from "../../../widget/manifest/schema.ts";
import { walk } from "../../../widget/record/path.ts";
import { onwards, someQuestions } from "./surveys.ts";

const single = (id: string, more: Partial<Question> = {}) =>
  ({
    id,
    type: "single",
    title: "?",
    options: ["x", "y", "z"].map((option) => ({ id: option, label: option })),
    ...more,
  }) as Question;
const text = (id: string, more: Partial<Question> = {}) =>
  ({ id, type: "text", title: "?", ...more }) as Question;
const check = (questions: Question[], endings: Ending[] = []) =>
  checkReachability({ id: "s", questions, endings }, ["surveys", 0]);
const pathsOf = (questions: Question[], endings: Ending[] = []) =>
  check(questions, endings).faults.map(({ path }) => path);

describe("the check of the paths through a survey", () => {
  test("finds nothing wrong with rules, jumps and endings that all can happen", () => {
    const questions = [
      single("a", { next: [{ when: { answer: "a", is: "x" }, goto: "c" }] }),
      text("b", { when: { answer: "a", isNot: "x" } }),
      text("c", { next: [{ when: { trait: "plan", is: "pro" }, goto: "end" }] }),
      text("d", {
        when: {
          any: [
            { answer: "b", exists: true },
            { answer: "a", in: ["z"] },
          ],
        },
      }),
    ];
    const endings = [{ title: "!", when: { answer: "a", is: "y" } as const }, { title: "!" }];
    expect(check(questions, endings)).toEqual({ faults: [], notes: [] });
  });

  test("finds a circle, and names it", () => {
    const questions = [text("a"), text("b", { next: [{ goto: "c" }] }), text("c", { next: [{ goto: "b" }] })];
    expect(check(questions).faults).toEqual([
      {
        path: "surveys[0].questions[0].next",
        found: '"a → b → c → b"',
        expected: "a way to the end, not a circle",
      },
    ]);
  });

  test("finds a circle that every option of a required question leads into", () => {
    const next = ["x", "y", "z"].map((option) => ({ when: { answer: "b", is: option }, goto: "a" }));
    expect(pathsOf([text("a"), single("b", { required: true, next })])).toEqual([
      "surveys[0].questions[0].next",
    ]);
    expect(pathsOf([text("a"), single("b", { next })])).toEqual([]);
  });

  test("finds a question that is jumped over by everyone", () => {
    expect(pathsOf([text("a", { next: [{ goto: "c" }] }), text("b"), text("c")])).toEqual([
      "surveys[0].questions[1].id",
    ]);
    expect(pathsOf([text("a", { next: [{ goto: "end" }] }), text("b")])).toEqual([
      "surveys[0].questions[1].id",
    ]);
  });

  test.each([
    ["names no option", { answer: "a", is: "w" }],
    ["compares a score as text", { answer: "score", is: "9" }],
    ["asks for more than the scale has", { answer: "score", gt: 10 }],
    ["asks about itself", { answer: "b", exists: true }],
    ["asks about a later question", { answer: "c", exists: true }],
    ["asks about a note", { answer: "note", exists: true }],
    [
      "contains one of these",
      {
        all: [
          { trait: "t", is: 1 },
          { answer: "a", is: "w" },
        ],
      },
    ],
    [
      "has nothing but these",
      {
        any: [
          { answer: "a", is: "w" },
          { answer: "c", exists: true },
        ],
      },
    ],
    ["denies what always holds", { not: { answer: "c", exists: false } }],
    ["asks for a column that a matrix has not", { answer: "m.r", is: "z" }],
  ] as const)("finds a rule that %s", (_what, when) => {
    const questions = [
      { id: "score", type: "nps", title: "?" } as Question,
      single("a"),
      { id: "note", type: "note", title: "?" } as Question,
      {
        id: "m",
        type: "matrix",
        title: "?",
        rows: [{ id: "r", label: "R" }],
        columns: [{ id: "k", label: "K" }],
      } as Question,
      text("b", { when: structuredClone(when) as Question["when"] & object }),
      text("c"),
    ];
    expect(pathsOf(questions)).toEqual(["surveys[0].questions[4].when"]);
  });

  test.each([
    { answer: "a", is: "other" },
    { answer: "a", exists: false },
    { answer: "score", is: "na" },
    { answer: "many", contains: "y" },
    { answer: "many", isNot: "y" },
    { answer: "m.r", is: "na" },
    { answer: "typed", startsWith: "no" },
    { not: { answer: "a", is: "x" } },
  ] as const)("takes %j for a rule that can hold", (when) => {
    const questions = [
      { id: "score", type: "nps", title: "?", na: "None" } as Question,
      single("a", { other: true } as Partial<Question>),
      { ...single("many"), type: "multi" } as Question,
      {
        id: "m",
        type: "matrix",
        title: "?",
        na: "None",
        rows: [{ id: "r", label: "R" }],
        columns: [{ id: "k", label: "K" }],
      } as Question,
      text("typed"),
      text("b", { when: structuredClone(when) as Question["when"] & object }),
    ];
    expect(check(questions)).toEqual({ faults: [], notes: [] });
  });

  test("finds a rule on the answer to a question that is jumped over by everyone", () => {
    const questions = [
      text("a", { next: [{ goto: "c" }] }),
      text("b"),
      text("c", { when: { answer: "b", exists: true } }),
    ];
    expect(pathsOf(questions)).toEqual(["surveys[0].questions[1].id", "surveys[0].questions[2].when"]);
  });

  test("comes to an end soon though 150 questions each depend on the one before", () => {
    const questions = Array.from({ length: 150 }, (_, index) =>
      single(`q${index}`, {
        ...(index ? { when: { answer: `q${index - 1}`, isNot: "x" } } : {}),
        next: [{ when: { answer: `q${index}`, is: "y" }, goto: "end" }],
      }),
    );
    expect(check(questions)).toEqual({ faults: [], notes: [] });
  });

  test("finds a step behind one that is always taken, and an ending behind one without a rule", () => {
    const questions = [
      text("a", { next: [{ goto: "end" }, { when: { answer: "a", is: "x" }, goto: "end" }] }),
    ];
    expect(pathsOf(questions, [{ title: "1" }, { title: "2" }])).toEqual([
      "surveys[0].questions[0].next[1]",
      "surveys[0].endings[1]",
    ]);
  });

  test("notes the options that a fork has no step for", () => {
    const fork = (...options: string[]) =>
      single("a", { next: options.map((option) => ({ when: { answer: "a", is: option }, goto: "end" })) });
    expect(check([fork("x", "y"), text("b")])).toEqual({
      faults: [],
      notes: [
        {
          path: "surveys[0].questions[0].next",
          found: '["z"]',
          expected: "a step for these options too, or one without a rule",
        },
      ],
    });
    expect(check([fork("x"), text("b")]).notes).toEqual([]);
    expect(check([fork("x", "y", "z"), text("b")]).notes).toEqual([]);
  });

  test("never calls a question unreachable that somebody comes to", () => {
    fc.assert(
      fc.property(someQuestions(onwards), fc.infiniteStream(fc.nat()), (questions, choices) => {
        const { faults } = check(questions);
        const unreachable = faults.map(({ path }) =>
          Number(/questions\[(\d+)\]\.(?:id|when)/.exec(path)?.[1]),
        );
        for (let round = 0; round < 8; round++) {
          const given = new Map(
            questions.map(({ id }) => [id, ["x", "y", "z", undefined][Number(choices.next().value) % 4]]),
          );
          const { path, done } = walk(questions, given, holds);
          expect(done).toBe(true);
          for (const id of path)
            expect(unreachable).not.toContain(questions.findIndex((question) => question.id === id));
        }
      }),
    );
  });
});
