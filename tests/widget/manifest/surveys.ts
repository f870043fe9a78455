import fc from "fast-check";
import type { Question, Rule } from "../../../widget/manifest/schema.ts";

const IDS = ["a", "b", "c", "d", "e"];
const OPTIONS = ["x", "y", "z"];

/** Rules on the answers of up to five questions. */
const someRule: fc.Arbitrary<Rule> = fc.letrec<{ rule: Rule }>((tie) => ({
  rule: fc.oneof(
    { depthSize: "small" },
    fc.record({ answer: fc.constantFrom(...IDS), is: fc.constantFrom(...OPTIONS) }),
    fc.record({ answer: fc.constantFrom(...IDS), isNot: fc.constantFrom(...OPTIONS) }),
    fc.record({ answer: fc.constantFrom(...IDS), exists: fc.boolean() }),
    fc.record({ not: tie("rule") }),
    fc.record({ all: fc.array(tie("rule"), { minLength: 1, maxLength: 2 }) }),
    fc.record({ any: fc.array(tie("rule"), { minLength: 1, maxLength: 2 }) }),
  ),
})).rule;

/**
 * Five single choices with any rules and jumps between them.
 *
 * @param targets - of jumps from a question: all by default, circles included
 */
export function someQuestions(targets: (from: number) => string[] = () => [...IDS, "end"]) {
  const partsOf = (from: number) => {
    const goto = fc.constantFrom(...targets(from));
    const step = fc.record({ when: someRule, goto }, { requiredKeys: ["goto"] });
    const next = fc.array(step, { minLength: 1, maxLength: 3 });
    return fc.record({ when: someRule, next }, { requiredKeys: [] });
  };
  return fc.tuple(...IDS.map((_id, from) => partsOf(from))).map((all) =>
    all.map(
      (more, index): Question => ({
        id: IDS[index] ?? "",
        type: "single",
        title: "?",
        options: OPTIONS.map((id) => ({ id, label: id })),
        ...more,
      }),
    ),
  );
}

/** Targets of jumps that only lead onwards. */
export const onwards = (from: number) => [...IDS.slice(from + 1), "end"];
