import { triggersOf } from "../../loader/eligibility/triggers-of.ts";
import type { RuleVerdict, Verdict } from "../../loader/eligibility/verdict.ts";
import type { VisitorRow } from "../../loader/visitor.ts";
import { durationMs } from "../../manifest/duration.ts";
import type { Survey } from "../../manifest/schema.ts";
import { isoTime } from "../../record/time.ts";
import type { Cause } from "../needs.ts";
import { formatDuration, formatTest, formatTrigger } from "./format.ts";

const ago = (event: string, never: string) => (found: unknown) =>
  found === undefined ? never : `${event} ${formatDuration(Number(found))} ago`;
const times = (count: unknown) => (count === 1 ? "once" : `${count} times`);

/** What was found, in words, where the value alone says too little. */
const FOUND: Record<string, (found: unknown) => string> = {
  known: String,
  valid: (found) => (found ? "passes the check" : "does not pass the check; the console says why"),
  paused: (found) => (found ? "paused" : "not paused"),
  schedule: (found) => `now ${isoTime(Number(found))}`,
  "audience.since": ago("first seen", "not seen before"),
  "audience.sample": (found) => `this visitor lies at ${found}`,
  "audience.any": (found) => `fits ${found}`,
  "audience.not": (found) => (found ? "fits the audience that is left out" : "does not fit the one left out"),
  "frequency.limit": (found) => `shown ${times(found)}`,
  "frequency.afterAnswer": ago("answered", "not answered yet"),
  "frequency.afterDismiss": ago("closed", "not closed yet"),
  "frequency.afterShown": ago("shown and left", "not left unanswered"),
  "frequency.snooze": (found) => `asked to be asked later; now ${isoTime(Number(found))}`,
  "pace.cooldown": ago("last prompt", "no prompt yet"),
  "pace.perSession": (found) => `${times(found).replace("0 times", "none")} in this visit`,
  storage: (found) => (found ? "this device remembers its visitor" : "nothing outlives this page"),
  unavailable: String,
};

/** Verdicts in words, with the values found and what each rule needs. */
export function explainVerdicts(verdicts: readonly Verdict[]): RuleVerdict[] {
  return verdicts.map(([rule, pass, found, needs]) => {
    const state = FOUND[rule]?.(found) ?? JSON.stringify(found) ?? "nothing";
    const plain = needs === undefined || typeof needs === "boolean";
    if (needs === "never") return { rule, pass, detail: `${state}, then never again` };
    return { rule, pass, detail: plain ? state : `${state}, needs ${formatNeeds(rule, needs)}` };
  });
}

function formatNeeds(rule: string, needs: unknown): string {
  const { lt, gte } = Object(needs) as { lt?: unknown; gte?: unknown };
  if (rule === "schedule") return `${gte ?? "any time"} to ${lt ?? "any time"}`;
  if (rule === "frequency.snooze") return isoTime(Number(gte));
  if (rule === "frequency.limit" || rule === "pace.perSession") return `less than ${lt}`;
  if (rule === "audience.any") return `one of ${needs}`;
  if (/^(?:frequency|pace|audience\.since)/.test(rule)) return formatDuration(durationMs(String(needs)));
  return formatTest(needs);
}

/**
 * Everything that decides about a survey: its triggers and what waits for them, every rule, and whether
 * something else is being shown.
 *
 * @param row - the visitor's memory
 * @param place - what the page and the questions say: whether a prompt is open here, whether any question
 *   applies, and whether the container is there
 */
export function describeSurvey(
  survey: Survey,
  verdicts: readonly Verdict[],
  row: Readonly<VisitorRow>,
  { busy, applies, contained }: { busy: boolean; applies: boolean; contained: boolean },
): RuleVerdict[] {
  const { as, into } = survey.display ?? {};
  const triggers = triggersOf(survey).map(formatTrigger).join("; ") || "none: it shows only by show()";
  const waiting = Object.keys(row.due ?? {})
    .filter((key) => key.startsWith(`${survey.id} `))
    .map((key) => `; waits for ${isoTime(row.due?.[key]?.at ?? 0)}`);
  return [
    { rule: "triggers", pass: true, detail: triggers + waiting.join("") },
    ...explainVerdicts([["valid", true, true, true], ...verdicts]),
    ...(applies
      ? []
      : [{ rule: "questions", pass: false, detail: "no question applies without an event's values" }]),
    ...(as === "inline"
      ? [
          {
            rule: "container",
            pass: contained,
            detail: into ? `${into} is ${contained ? "" : "not "}on the page` : "no container is named",
          },
        ]
      : []),
    ...(busy ? [{ rule: "turn", pass: false, detail: "a prompt is open" }] : []),
  ];
}

/** A decision in one line: what fired, and what speaks against the survey, or else everything that was asked. */
export function describeDecision({ id }: Survey, { on, name }: Cause, verdicts: readonly Verdict[]): string {
  const against = verdicts.filter(([, pass]) => !pass);
  const rules = explainVerdicts(against.length ? against : verdicts).map(
    ({ rule, detail }) => `${rule}: ${detail}`,
  );
  const trigger = name === undefined ? on : `${on} ${name}`;
  return `${id}: ${trigger} fired, ${against.length ? "does not show" : "may show"} (${rules.join("; ")})`;
}
