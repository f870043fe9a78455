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
 * A problem at a place.
 *
 * @param path - the keys that lead to it
 * @param value - what stands there
 * @param expected - what may stand there
 * @param known - names of which one was likely meant
 */
export function problemAt(path: Path, value: unknown, expected: string, known?: readonly string[]): Problem {
  const problem = { path: formatPath(path), found: formatValue(value), expected };
  return known ? { ...problem, unknown: { given: String(value), known, key: false } } : problem;
}

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
  const expecting = (expected: string) => [problemAt(path, value, expected)];
  switch (issue.code) {
    case "unrecognized_keys": {
      const known = issue.message.split(" ");
      return issue.keys
        .filter((key) => key !== "$schema" && !key.startsWith("x-"))
        .map((key) => ({
          path: formatPath([...path, key]),
          found: `the key ${JSON.stringify(key)}`,
          expected: `one of the keys ${known.join(", ")}`,
          unknown: { given: key, known, key: true },
        }));
    }
    case "invalid_value":
      return [oneOf(issue.values, value, path)];
    case "invalid_union":
      return likeliest(issue.errors, value, path);
    case "invalid_key":
      return issue.issues.map(({ message }) => ({
        ...problemAt(path, value, message),
        found: JSON.stringify(path[path.length - 1]),
      }));
    case "invalid_type":
      return expecting(TYPES[issue.expected] ?? issue.expected);
    case "too_small":
      return expecting(
        issue.origin === "number"
          ? `${issue.minimum} or more`
          : issue.origin === "string"
            ? "a text that is not empty"
            : `a list of at least ${issue.minimum}`,
      );
    case "too_big":
      return expecting(`${issue.maximum} or less`);
    default:
      return expecting(issue.message);
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

/** A value that is none of a few. */
function oneOf(known: readonly unknown[], value: unknown, path: Path): Problem {
  const names = known.map((name) => JSON.stringify(name)).join(", ");
  return known.length > 1
    ? problemAt(path, value, `one of ${names}`, typeof value === "string" ? known.map(String) : undefined)
    : problemAt(path, value, names);
}

/** The branch that was most likely meant: of the right kind and name, and with the fewest faults. */
function likeliest(branches: readonly Issue[][], value: unknown, path: Path): Problem[] {
  const ofKind = branches.filter(
    (issues) => !issues.some((issue) => isTypeFault(issue) && !issue.path.length),
  );
  const ofName = ofKind.filter((issues) => !issues.some(isNameFault));
  const [fewest] = ofName
    .map((issues) => problemsOf(issues, value, path))
    .sort((a, b) => a.length - b.length);
  if (fewest) return fewest;
  // None of them goes by the name that was given: any of their names would have been right.
  const faults = ([] as Issue[]).concat(...ofKind).filter(isNameFault);
  const [first] = faults;
  if (first) {
    const names = faults.map(({ values }) => values[0]);
    return [oneOf(names, valueAt(value, first.path), [...path, ...first.path])];
  }
  const kinds = problemsOf(([] as Issue[]).concat(...branches).filter(isTypeFault), value, path).map(
    ({ expected }) => expected,
  );
  return [problemAt(path, value, kinds.filter((kind, at) => kinds.indexOf(kind) === at).join(" or "))];
}

/** Whether an issue says that an object's `type` or `on` names another branch. */
function isNameFault(issue: Issue): issue is Extract<Issue, { code: "invalid_value" }> {
  return issue.code === "invalid_value" && issue.values.length === 1 && issue.path.length === 1;
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
export function formatPath(path: Path): string {
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
export function formatValue(value: unknown): string {
  const json = value === undefined ? "nothing" : (JSON.stringify(value) ?? typeof value);
  return json.length > 60 ? `${json.slice(0, 59)}…` : json;
}
