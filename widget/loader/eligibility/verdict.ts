/** One rule's say on one survey: its name, whether it lets the survey pass, what was found and what it needs. */
export type Verdict = readonly [rule: string, pass: boolean, found: unknown, needs?: unknown];

/** A verdict in words. */
export interface RuleVerdict {
  rule: string;
  pass: boolean;
  detail: string;
}
