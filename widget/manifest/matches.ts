import { compilePattern, PATTERN_INPUT_LIMIT, type Program } from "./pattern.ts";

export { patternFault } from "./pattern.ts";

/** Programs that are kept, at most. */
const MAX_KEPT = 100;
const kept = new Map<string, Program | undefined>();

/**
 * Whether a regular expression without flags matches somewhere in a text, of which the first 2,000 units are looked
 * at. Takes time in proportion to the length of the pattern, written out, times that of the text. A pattern that is
 * refused matches nothing.
 */
export function matchesPattern(source: string, text: string): boolean {
  if (!kept.has(source)) {
    if (kept.size >= MAX_KEPT) kept.clear();
    kept.set(source, programOf(source));
  }
  const program = kept.get(source);
  return !!program && runProgram(program, text.slice(0, PATTERN_INPUT_LIMIT));
}

function programOf(source: string): Program | undefined {
  try {
    return compilePattern(source);
  } catch {
    return undefined;
  }
}

/**
 * Runs a program on a text: through all steps that can be reached at once, each at most once at each place.
 *
 * Thompson, Regular Expression Search Algorithm, CACM 11 (1968); https://swtch.com/~rsc/regexp/regexp1.html
 */
export function runProgram({ steps, units }: Program, text: string): boolean {
  /** The last place where a step was reached. */
  const reached: number[] = [];
  let next: number[] = [];
  for (let place = 0; place <= text.length; place++) {
    // A match may begin anywhere.
    const now = [...next, 0];
    const unit = text.charAt(place);
    const takes: (boolean | undefined)[] = [];
    next = [];
    for (let index = 0; index < now.length; index++) {
      const at = now[index] ?? 0;
      if (reached[at] === place) continue;
      reached[at] = place;
      const step = steps[at];
      if (step === undefined) return true;
      if (typeof step === "number") {
        const taken = takes[step] ?? (unit !== "" && !!units[step]?.test(unit));
        takes[step] = taken;
        if (taken) next.push(at + 1);
      } else if (typeof step === "string") {
        if (holdsAt(step, text, place)) now.push(at + 1);
      } else now.push(at + step[0], at + step[1]);
    }
  }
  return false;
}

/** Whether `^`, `$`, `\b` or `\B` holds at a place. */
function holdsAt(edge: string, text: string, place: number): boolean {
  if (edge === "^") return !place;
  if (edge === "$") return place === text.length;
  const isWord = (at: number) => /\w/.test(text.charAt(at));
  return (isWord(place - 1) !== isWord(place)) === (edge === "\\b");
}
