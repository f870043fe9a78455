import type { RuleVerdict, Verdict } from "../eligibility/verdict.ts";

const UNITS: [number, string][] = [
  [86_400_000, "days"],
  [3_600_000, "hours"],
  [60_000, "minutes"],
  [1_000, "seconds"],
];

/** A length of time for people: `2 days`, `1.5 hours`. */
export function printDuration(ms: number): string {
  const [size, unit] = UNITS.find(([one]) => ms >= one) ?? [1, "ms"];
  const count = Math.round((ms / size) * 10) / 10;
  return `${count} ${count === 1 ? unit.replace(/(\w\w)s$/, "$1") : unit}`;
}

const AGO = (ms: unknown) => `${printDuration(Number(ms))} ago`;
const OF_VISIT = (count: unknown) => `${count} in this visit`;

/** What was found, in words, where the value alone says too little. */
const FOUND: Record<string, (found: unknown) => string> = {
  known: String,
  paused: (found) => (found ? "paused" : "not paused"),
  "audience.since": (found) => `first seen ${AGO(found)}`,
  "frequency.limit": (found) => `shown ${found} times`,
  "frequency.afterAnswer": (found) => `answered ${AGO(found)}`,
  "frequency.afterDismiss": (found) => `closed ${AGO(found)}`,
  "frequency.afterShown": (found) => `shown ${AGO(found)}`,
  "frequency.snooze": (found) => `asked to be asked later; now ${new Date(Number(found)).toISOString()}`,
  // Without any prompt yet the time since the last one counts from 1970.
  "pace.cooldown": (found) => (Number(found) > 1e12 ? "no prompt yet" : `last prompt ${AGO(found)}`),
  "pace.perSession": (found) => OF_VISIT(found),
  storage: (found) => (found ? "this device remembers its visitor" : "nothing outlives this page"),
};

/** Verdicts in words, with the values found and what each rule needs. */
export function explainVerdicts(verdicts: readonly Verdict[]): RuleVerdict[] {
  return verdicts.map(([rule, pass, found, needs]) => {
    const what = FOUND[rule]?.(found) ?? JSON.stringify(found) ?? "nothing";
    const plain = needs === undefined || typeof needs === "boolean";
    return { rule, pass, detail: plain ? what : `${what}, needs ${printNeeds(rule, needs)}` };
  });
}

function printNeeds(rule: string, needs: unknown): string {
  if (typeof needs !== "object" || needs === null) return String(needs);
  const { lt, gte } = needs as { lt?: unknown; gte?: unknown };
  if (rule === "schedule") return `${gte ?? "any time"} to ${lt ?? "any time"}`;
  if (rule === "frequency.snooze") return new Date(Number(gte)).toISOString();
  return rule.startsWith("audience") && !rule.endsWith("sample") ? JSON.stringify(needs) : `less than ${lt}`;
}
