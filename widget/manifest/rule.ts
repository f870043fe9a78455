import type { Rule, Scalar, Test } from "./schema.ts";

/** Where the values of a rule come from; absent names are missing values. */
export interface RuleValues {
  answers?: Readonly<Record<string, unknown>>;
  traits?: Readonly<Record<string, unknown>>;
  props?: Readonly<Record<string, unknown>>;
}

/**
 * Whether a value passes a test.
 *
 * A missing value (`undefined` or `null`) fails every test but `{ exists: false }`. On arrays equality and
 * `contains` ask for a member. The free answer `{ other: text }` of a choice counts as `"other"`.
 */
export type PassesTest = (value: unknown, test: Test) => boolean;

/** Makes `passesTest` of what matches a text with a pattern: a page carries that only where a pattern is used. */
export function passesBy(matches: (pattern: string, text: string) => boolean): PassesTest {
  const passes: PassesTest = (value, test) => {
    if (typeof test !== "object") return equals(value, test);
    if (Array.isArray(test)) return test.some((one) => equals(value, one));
    const wanted = test as Exclude<Test, Scalar | Scalar[]>;
    const keys = Object.keys(wanted) as (keyof typeof wanted)[];
    if (value === undefined || value === null) return keys.length === 1 && wanted.exists === false;
    return keys.every((key) => {
      const against = wanted[key];
      return against === undefined || checks[key]?.(value, against as never) !== false;
    });
  };
  const checks: Checks = {
    ...CHECKS,
    matches: (value, against: string) => onText(value, (text) => matches(against, text)),
    not: (value, against: Test) => !passes(value, against),
  };
  return passes;
}

/** Whether a rule holds for the given answers, traits and props. */
export type Holds = (rule: Rule, values: RuleValues) => boolean;

/** Makes `holds` of a given `passesTest`, with or without the matcher of patterns. */
export function holdsBy(passes: PassesTest): Holds {
  const holds: Holds = (rule, values) => {
    if ("all" in rule) return rule.all.every((one) => holds(one, values));
    if ("any" in rule) return rule.any.some((one) => holds(one, values));
    if ("answer" in rule) {
      const { answer, ...test } = rule;
      return passes(answerAt(values.answers, answer), test as Test);
    }
    if ("trait" in rule) {
      const { trait, ...test } = rule;
      return passes(own(values.traits, trait), test as Test);
    }
    if ("prop" in rule) {
      const { prop, ...test } = rule;
      return passes(own(values.props, prop), test as Test);
    }
    return !holds(rule.not, values);
  };
  return holds;
}

/** An answer by question id, or one cell of a matrix by `question.row`. */
export function answerAt(answers: RuleValues["answers"], path: string): unknown {
  const direct = own(answers, path);
  if (direct !== undefined) return direct;
  const dot = path.indexOf(".");
  return dot < 0 ? undefined : own(own(answers, path.slice(0, dot)), path.slice(dot + 1));
}

/** A property that the object itself has, so that `__proto__` and `constructor` name nothing. */
export function own(holder: unknown, name: string): unknown {
  return typeof holder === "object" && holder !== null && Object.prototype.hasOwnProperty.call(holder, name)
    ? (holder as Record<string, unknown>)[name]
    : undefined;
}

function equals(value: unknown, wanted: Scalar): boolean {
  if (Array.isArray(value)) return value.some((member) => equals(member, wanted));
  return value === wanted || (wanted === "other" && own(value, "other") !== undefined);
}

type Ordered = number | string;

/** Numbers have an order among themselves, and so have texts. */
function isOrdered(value: unknown, against: Ordered): value is Ordered {
  return typeof value === typeof against;
}

function onText(value: unknown, decide: (text: string) => boolean): boolean {
  return typeof value === "string" && decide(value);
}

type Checks = {
  [Key in keyof Exclude<Test, Scalar | Scalar[]>]: (value: unknown, against: never) => boolean;
};

const CHECKS: Checks = {
  is: equals,
  isNot: (value, against: Scalar) => !equals(value, against),
  in: (value, against: Scalar[]) => against.some((one) => equals(value, one)),
  contains: (value, against: Scalar) =>
    Array.isArray(value) ? equals(value, against) : onText(value, (text) => text.includes(String(against))),
  startsWith: (value, against: string) => onText(value, (text) => text.startsWith(against)),
  endsWith: (value, against: string) => onText(value, (text) => text.endsWith(against)),
  gt: (value, against: Ordered) => isOrdered(value, against) && value > against,
  gte: (value, against: Ordered) => isOrdered(value, against) && value >= against,
  lt: (value, against: Ordered) => isOrdered(value, against) && value < against,
  lte: (value, against: Ordered) => isOrdered(value, against) && value <= against,
  exists: (_value, against: boolean) => against,
};
