import type * as z from "zod/mini";

/** One thing that is wrong with a manifest or another foreign value. */
export interface Problem {
  /** Where, such as `surveys[0].questions[1].type`; empty for the whole. */
  path: string;
  /** What stands there, as JSON cut to 60 characters, or `nothing`. */
  found: string;
  /** What may stand there. */
  expected: string;
  /** The unknown key or value, where its nearest known names may help. */
  unknown?: { given: string; known: readonly string[]; key: boolean };
}

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

/**
 * Parses a foreign value and says what is wrong with it; nothing if it is right.
 *
 * @param schema - a zod schema
 * @param input - the foreign value
 * @param at - its path in what it came from
 */
export function problemsWith(schema: z.ZodMiniType, input: unknown, at: Path = []): Problem[] {
  // Only the raw issue still knows its schema, and so which keys would have been right.
  const error: z.core.$ZodErrorMap = (raw) =>
    raw.code === "unrecognized_keys" ? knownKeys(raw.inst).join(" ") : undefined;
  const parsed = schema.safeParse(input, { error });
  return parsed.success ? [] : problemsOf(parsed.error.issues, input, at);
}

/** zod's issues as problems; the branches of a union are reduced to the one that was most likely meant. */
function problemsOf(issues: readonly Issue[], input: unknown, at: Path): Problem[] {
  // Engines of the floor have no flatMap.
  return ([] as Problem[]).concat(...issues.map((issue) => problemOf(issue, input, at)));
}

function problemOf(issue: Issue, input: unknown, at: Path): Problem[] {
  const path = [...at, ...issue.path];
  const value = valueAt(input, issue.path);
  const problem = (expected: string): Problem => ({
    path: printPath(path),
    found: printValue(value),
    expected,
  });
  const oneOf = (known: readonly unknown[]): Problem => ({
    ...problem(`${known.length > 1 ? "one of " : ""}${known.map((one) => JSON.stringify(one)).join(", ")}`),
    ...(typeof value === "string" && known.length > 1
      ? { unknown: { given: value, known: known.map(String), key: false } }
      : {}),
  });
  switch (issue.code) {
    case "unrecognized_keys": {
      const known = issue.message.split(" ");
      return issue.keys
        .filter((key) => key !== "$schema" && !key.startsWith("x-"))
        .map((key) => ({
          path: printPath([...path, key]),
          found: `the key ${JSON.stringify(key)}`,
          expected: `one of the keys ${known.join(", ")}`,
          unknown: { given: key, known, key: true },
        }));
    }
    case "invalid_value":
      return [oneOf(issue.values)];
    case "invalid_union": {
      return likeliest(issue.errors, value, path);
    }
    case "invalid_key":
      return issue.issues.map((inner) => ({
        ...problem(inner.message),
        found: JSON.stringify(path[path.length - 1]),
      }));
    case "invalid_type":
      return [problem(TYPES[issue.expected] ?? issue.expected)];
    case "too_small":
      return [problem(issue.origin === "number" ? `${issue.minimum} or more` : MANY(issue))];
    case "too_big":
      return [problem(`${issue.maximum} or less`)];
    default:
      return [problem(issue.message)];
  }
}

const TYPES: Record<string, string> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
  record: "an object",
};

const MANY = (issue: { origin: string; minimum: number | bigint }) =>
  issue.origin === "string" ? "a text that is not empty" : `a list of at least ${issue.minimum}`;

/** The branch that was most likely meant: of the right kind and name, and with the fewest faults. */
function likeliest(branches: readonly Issue[][], value: unknown, path: Path): Problem[] {
  const wrongKind = (issues: readonly Issue[]) =>
    issues.some((issue) => isTypeFault(issue) && !issue.path.length);
  const fitting = branches.filter((issues) => !wrongKind(issues));
  const names = fitting.map((issues) => issues.find(isNameFault));
  const [first] = names;
  // None of them goes by the name that was given: any of their names would have been right.
  if (first && names.every(isNameFault)) {
    const values = names.map((issue) => (isNameFault(issue) ? issue.values[0] : ""));
    return problemOf({ ...first, code: "invalid_value", values: values as string[] } as Issue, value, path);
  }
  const judged = fitting
    .filter((_issues, index) => !names[index])
    .map((issues) => problemsOf(issues, value, path))
    .sort((a, b) => a.length - b.length);
  if (judged[0]) return judged[0];
  const expected = problemsOf(([] as Issue[]).concat(...branches).filter(isTypeFault), value, path).map(
    (one) => one.expected,
  );
  return [
    {
      path: printPath(path),
      found: printValue(value),
      expected: expected.filter((one, at) => expected.indexOf(one) === at).join(" or "),
    },
  ];
}

/** Whether an issue says that an object's `type` or `on` names another branch. */
function isNameFault(issue: Issue | undefined): issue is Extract<Issue, { code: "invalid_value" }> {
  return issue?.code === "invalid_value" && issue.values.length === 1 && issue.path.length === 1;
}

function isTypeFault(issue: Issue): boolean {
  return (
    issue.code === "invalid_type" ||
    issue.code === "invalid_value" ||
    (issue.code === "invalid_union" && issue.errors.some((inner) => inner.every(isTypeFault)))
  );
}

function knownKeys(schema: unknown): string[] {
  const shape = (schema as { _zod?: { def?: { shape?: object } } } | undefined)?._zod?.def?.shape;
  return shape ? Object.keys(shape) : [];
}

function valueAt(input: unknown, path: Path): unknown {
  let value = input;
  for (const key of path)
    value =
      typeof value === "object" && value !== null ? (value as Record<PropertyKey, unknown>)[key] : undefined;
  return value;
}

/** `surveys[0].title`, with keys that are not plain names in brackets and quotes. */
export function printPath(path: Path): string {
  return path
    .map((key) =>
      typeof key === "number"
        ? `[${key}]`
        : /^[\w-]+$/.test(String(key))
          ? `.${String(key)}`
          : `[${JSON.stringify(String(key))}]`,
    )
    .join("")
    .replace(/^\./, "");
}

/** A value as JSON of at most 60 characters; `nothing` for what is absent. */
export function printValue(value: unknown): string {
  const json = value === undefined ? "nothing" : (JSON.stringify(value) ?? typeof value);
  return json.length > 60 ? `${json.slice(0, 59)}…` : json;
}
