import type { RuleValues } from "../../widget/manifest/rule.ts";
import { holds } from "../../widget/manifest/rule-with-patterns.ts";
import type { Question, Survey } from "../../widget/manifest/schema.ts";
import { type Given, walk } from "../../widget/record/path.ts";

/** Where a page that asks one question begins. */
export interface FirstQuestion {
  question: Question;
  /** What is read before it. */
  notes: readonly Extract<Question, { type: "note" }>[];
  /** What has been passed when it is asked: the notes. */
  passed: Given;
}

/** The first question of a survey that takes an answer, by these traits and props; none if no question applies. */
export function firstQuestionOf({ questions }: Survey, values: RuleValues): FirstQuestion | undefined {
  const passed = new Map<string, undefined>();
  const notes: FirstQuestion["notes"][number][] = [];
  for (;;) {
    const { path, done } = walk(questions, passed, holds, values);
    const question = done ? undefined : questions.find(({ id }) => id === path[path.length - 1]);
    if (question?.type !== "note") return question && { question, notes, passed };
    passed.set(question.id, undefined);
    notes.push(question);
  }
}
