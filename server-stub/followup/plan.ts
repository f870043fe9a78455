import { randomUUID } from "node:crypto";
import { durationMs } from "../../widget/manifest/duration.ts";
import { holds } from "../../widget/manifest/rule-with-patterns.ts";
import type { CaseEvent } from "../answers/cases.ts";
import type { FollowUpRule } from "../config/schema.ts";
import { type DimensionedRecord, valuesOf } from "../results/dimension.ts";
import type { CaseRow } from "../store/tables.ts";
import { BY_RULE, type Escalation } from "./case.ts";
import { addWorkingTime, parseHours } from "./hours.ts";
import { timetableOf } from "./timetable.ts";

type Timing = Pick<FollowUpRule, "within" | "resolveWithin" | "hours" | "escalate">;

/** What a case is opened for. */
interface Opening {
  site: string;
  record: DimensionedRecord;
  /** When the collector got what the case is about, ISO 8601, UTC. */
  receivedAt: string;
  now: Date;
  /** Zone of the working hours. */
  timeZone: string;
}

/** The rule that opens a case for a record: the first of its survey that holds. Without any answer none does. */
export function ruleFor(rules: readonly FollowUpRule[], record: DimensionedRecord): FollowUpRule | undefined {
  return rules.find((rule) => rule.survey === record.survey && isUnhappy(rule, record));
}

/** Whether a rule holds for a record. */
export function isUnhappy({ when }: Pick<FollowUpRule, "when">, record: DimensionedRecord): boolean {
  if (!Object.keys(record.answers).length) return false;
  const { answers, user, trigger } = record;
  return holds(when, { answers, traits: user?.traits ?? {}, props: trigger.props ?? {} });
}

/** The row of a case that a rule opens. */
export function planCase(rule: FollowUpRule, opening: Opening): CaseRow {
  const { record, receivedAt } = opening;
  return finish(opening, {
    ...timesOf(rule, Date.parse(receivedAt), opening),
    level: rule.level ?? 1,
    assigned: assignedTo(rule.assign, record),
    rule: JSON.stringify(rule),
    opened_by: BY_RULE,
    touched: 0,
    owner: null,
    reason: null,
    notes: [],
  });
}

/** A case as a person opens it. */
interface ByHand {
  /** Name of the token. */
  by: string;
  level?: number | undefined;
  owner?: string | null | undefined;
  assigned?: string | null | undefined;
  reason?: string | null | undefined;
  note?: string | undefined;
  /** A duration. Default: that of the survey's first rule, or a day. */
  within?: string | undefined;
}

/** The row of a case that a person opens; its time runs from now on, in the hours of the survey's first rule. */
export function planByHand(
  { by, level, owner, assigned, reason, note, within }: ByHand,
  rules: readonly FollowUpRule[],
  opening: Opening,
): CaseRow {
  const { record, now } = opening;
  const rule = rules.find(({ survey }) => survey === record.survey);
  const { hours, resolveWithin } = rule ?? {};
  const timing = { within: within ?? rule?.within ?? "1d", hours, resolveWithin, escalate: undefined };
  return finish(opening, {
    ...timesOf(timing, now.getTime(), opening),
    level: level ?? 1,
    assigned: assigned === undefined ? assignedTo(rule?.assign, record) : assigned,
    rule: null,
    opened_by: by,
    touched: 1,
    owner: owner ?? null,
    reason: reason ?? null,
    notes: note === undefined ? [] : [{ at: now.toISOString(), by, text: note }],
  });
}

function finish(
  { site, record, receivedAt, now }: Opening,
  parts: Pick<
    CaseRow,
    | "due_at"
    | "resolve_by"
    | "escalations"
    | "level"
    | "assigned"
    | "rule"
    | "opened_by"
    | "touched"
    | "owner"
    | "reason"
  > & { notes: readonly object[] },
): CaseRow {
  const at = now.toISOString();
  const opened: CaseEvent = { at, by: parts.opened_by, field: "status", from: null, to: "open" };
  const row = {
    ...parts,
    site,
    id: randomUUID(),
    record: record.id,
    survey: record.survey,
    version: 1,
    changes: 1,
    status: "open" as const,
    action: null,
    opened_at: at,
    received_at: receivedAt,
    contacted_at: null,
    resolved_at: null,
    recovered_at: null,
    recovered_by: null,
    overdue_told: 0,
    escalated: 0,
    updated_at: at,
    notes: JSON.stringify(parts.notes),
    history: JSON.stringify([opened]),
  };
  return { ...row, ...timetableOf(row) };
}

/** Due times count from `start`, escalations from the opening, all within the working hours. */
function timesOf(
  {
    within,
    resolveWithin,
    hours,
    escalate = [],
  }: { [Key in keyof Timing]: Timing[Key] | undefined } & Pick<Timing, "within">,
  start: number,
  { now, timeZone }: Opening,
): Pick<CaseRow, "due_at" | "resolve_by" | "escalations"> {
  const worked = hours === undefined ? undefined : parseHours(hours);
  const after = (from: number, duration: string) => {
    const span = durationMs(duration);
    return new Date(worked ? addWorkingTime(from, span, worked, timeZone) : from + span).toISOString();
  };
  const escalations: Escalation[] = escalate.map((step) => ({
    at: after(now.getTime(), step.after),
    webhook: step.webhook,
  }));
  return {
    due_at: after(start, within),
    resolve_by: resolveWithin === undefined ? null : after(start, resolveWithin),
    escalations: JSON.stringify(escalations.sort((a, b) => (a.at < b.at ? -1 : 1))),
  };
}

/** NUL and halves of a pair, which databases cannot keep as they are. */
const UNSTORABLE = /\0|\p{Surrogate}/gu;

/** The first of the dimensions that the record has. */
function assignedTo(assign: string | undefined, record: DimensionedRecord): string | null {
  for (const name of assign?.split("|") ?? []) {
    const [value] = valuesOf(record, name.trim());
    if (value !== undefined && value !== "") return value.replace(UNSTORABLE, "\uFFFD");
  }
  return null;
}
