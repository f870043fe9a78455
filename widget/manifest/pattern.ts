/** Longest pattern, and longest text that is looked at, in UTF-16 units; what a text has beyond is cut. */
export const PATTERN_INPUT_LIMIT = 2_000;

/** Most steps that a pattern may have with its counted repetitions written out. */
export const PATTERN_STEP_LIMIT = 4_000;

/**
 * One step of a program: a number takes one unit of the text, by its place in `units`; a string holds at a place
 * between two units (`^`, `$`, `\b`, `\B`); a pair goes on at two other steps, by their distances.
 */
export type Step = number | string | readonly [number, number];

/** A compiled pattern. A text matches if a run comes to the end of the steps. */
export interface Program {
  steps: readonly Step[];
  /** What takes one unit, such as `a`, `.` or `[^\d]`, each once. */
  units: readonly RegExp[];
}

/** Why a pattern cannot be used. */
export class PatternFault extends Error {
  /** @param index - where in the pattern, in UTF-16 units from 0 */
  constructor(
    readonly reason: "lookaround" | "backreference" | "too large" | "invalid",
    readonly index: number,
  ) {
    super(`${reason} at index ${index}`);
  }
}

/**
 * What a pattern is made of beside quantifiers, `|` and `)`. Lookaround and backreferences are not among it: there
 * is no known way to match them in linear time.
 */
const PART =
  /\\(?:0[0-7]{0,2}|x[\dA-Fa-f]{2}|u[\dA-Fa-f]{4}|c[A-Za-z]|[^1-9ck])|\[(?:\\[^k]|[^\]\\])*\]|\((?:\?:|\?<[A-Za-z_$][\w$]*>|(?!\?))|(?!\{\d+(?:,\d*)?\})[^\\[()|*+?]/y;
const QUANTIFIER = /(?:([*+?])|\{(\d+)(?:(,)(\d*))?\})\??/y;

/**
 * Compiles a regular expression, as `RegExp` reads it without flags, so that `runProgram` can run it in linear time.
 * Only whether a text matches is asked: what groups capture and what is preferred plays no part.
 *
 * @throws PatternFault if it is no regular expression, or cannot be run so
 */
export function compilePattern(source: string): Program {
  const steps: Step[] = [];
  const units: RegExp[] = [];
  /** Parts met so far, with their places in `units`; the openings of named groups among them. */
  const met = new Map<string, number>();
  let at = 0;

  function refuse(index: number, reason: PatternFault["reason"] = "invalid"): never {
    throw new PatternFault(reason, index);
  }

  function take(form: RegExp): readonly (string | undefined)[] {
    form.lastIndex = at;
    const taken = form.exec(source);
    if (taken) at = form.lastIndex;
    return taken || [];
  }

  function takeAlternatives(): void {
    const start = steps.length;
    while (at < source.length && !/[|)]/.test(source.charAt(at))) takeTerm();
    if (source[at] !== "|") return;
    at++;
    const first = steps.splice(start);
    takeAlternatives();
    const others = steps.splice(start);
    const past = others.length + 1;
    steps.push([1, first.length + 2], ...first, [past, past], ...others);
  }

  function takeTerm(): void {
    const index = at;
    const start = steps.length;
    const [part = ""] = take(PART);
    if (!part) {
      const rest = source.slice(index);
      refuse(
        index,
        /^\(\?<?[=!]/.test(rest) ? "lookaround" : /^\\[1-9k]/.test(rest) ? "backreference" : "invalid",
      );
    }
    if (/^(?:[$^]|\\[Bb])$/.test(part)) {
      // No quantifier may follow it.
      steps.push(part);
      return;
    }
    if (part[0] === "(") takeGroup(part, index);
    else steps.push(unitOf(part, index));
    repeat(start, index);
  }

  function takeGroup(opening: string, index: number): void {
    const named = opening[2] === "<";
    if (named && met.has(opening)) refuse(index);
    met.set(opening, 0);
    takeAlternatives();
    if (source[at++] !== ")") refuse(index);
  }

  function unitOf(part: string, index: number): number {
    let place = met.get(part);
    if (place === undefined)
      try {
        place = units.push(new RegExp(part)) - 1;
        met.set(part, place);
      } catch {
        refuse(index);
      }
    return place;
  }

  /** Repeats the steps from `start` on as the quantifier says that follows. */
  function repeat(start: number, index: number): void {
    const end = at;
    const [quantifier, sign, low = sign === "+" ? 1 : 0, comma, high = low] = take(QUANTIFIER);
    if (!quantifier) return;
    const least = Number(low);
    const most = sign === "?" ? 1 : sign || (comma && !high) ? Infinity : Number(high);
    if (most < least) refuse(end);
    const body = steps.splice(start);
    const size = body.length;
    // No text has more units than that.
    const endless = most >= PATTERN_INPUT_LIMIT;
    const copies = endless ? least || 1 : least;
    const optional = endless ? 0 : most - least;
    if (!size) return;
    if (start + copies * size + optional * (size + 1) > PATTERN_STEP_LIMIT) refuse(index, "too large");
    if (endless && !least) steps.push([1, size + 2]);
    for (let copy = 0; copy < copies; copy++) steps.push(...body);
    if (endless) steps.push([-size, 1]);
    for (let left = optional; left; left--) steps.push([1, left * (size + 1)], ...body);
  }

  if (source.length > PATTERN_INPUT_LIMIT) refuse(PATTERN_INPUT_LIMIT, "too large");
  takeAlternatives();
  if (at < source.length) refuse(at);
  return { steps, units };
}

/** Why a pattern must not be used, or `undefined` if it may. */
export function patternFault(source: string): PatternFault | undefined {
  try {
    compilePattern(source);
  } catch (fault) {
    if (fault instanceof PatternFault) return fault;
    throw fault;
  }
  return undefined;
}
