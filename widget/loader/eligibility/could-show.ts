import type { Verdict } from "./verdict.ts";

/** What an event will bring cannot be known before it comes. */
const OPEN = /^audience\.(?:props|any|not)/;

/** Whether a survey could show on this page, once one of its triggers fires. */
export function couldShow(verdicts: readonly Verdict[]): boolean {
  return verdicts.every(([rule, pass]) => pass || OPEN.test(rule));
}
