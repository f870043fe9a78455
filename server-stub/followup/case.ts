import type { Answer } from "../../widget/record/schema.ts";
import type { CaseRow, CaseStatus } from "../store/tables.ts";

/** A note that somebody left on a case. */
export interface CaseNote {
  /** ISO 8601, UTC. */
  at: string;
  /** Name of the token. */
  by: string;
  text: string;
}

/** What was changed of a case. */
export interface CaseEvent {
  /** ISO 8601, UTC. */
  at: string;
  /** Name of the token, or `rule` for what went by itself. */
  by: string;
  field: string;
  from: string | number | null;
  to: string | number | null;
}

/** Who is told when nobody acts. */
export interface Escalation {
  /** ISO 8601, UTC. */
  at: string;
  webhook: string;
}

/** `by` of what happened without a person. */
export const BY_RULE = "rule";

/** A case as it is handed out, with what its record says. Times are ISO 8601, UTC. */
export interface Case {
  id: string;
  /** For `If-Match`. */
  version: number;
  survey: string;
  /** What the owner calls the survey; `null` if it has no name. */
  surveyName: string | null;
  touchpoint: string | null;
  record: string;
  status: CaseStatus;
  /** Whether a later answer of the same person was a satisfied one. */
  recovered: boolean;
  recoveredAt: string | null;
  /** Id of the record with that answer. */
  recoveredBy: string | null;
  level: number;
  owner: string | null;
  assigned: string | null;
  reason: string | null;
  action: string | null;
  openedAt: string;
  /** When the collector first heard of the record. */
  receivedAt: string;
  dueAt: string;
  resolveBy: string | null;
  /** Whether nobody has made contact in time, or resolved it in time. */
  overdue: boolean;
  contactedAt: string | null;
  resolvedAt: string | null;
  /** How many escalations were told. */
  escalated: number;
  /** `rule`, or the name of a token. */
  openedBy: string;
  shownAt: string;
  answers: Record<string, Answer>;
  /** The first nps, csat, ces or rating answer. */
  score: number | null;
  scoreType: string | null;
  /** The first answer in own words. */
  text: string | null;
  person: {
    user: string | null;
    visitor: string | null;
    name: string | null;
    email: string | null;
    phone: string | null;
  };
  traits: Record<string, string | number | boolean | null>;
  props: Record<string, string | number | boolean | null>;
  locale: string | null;
  notes: CaseNote[];
  history: CaseEvent[];
}

/** A case with the columns of its record that tell the rest. */
export type CaseWithRecord = CaseRow & {
  record_body: string;
  record_tags: string | null;
  record_shown_at: string;
};

/** The notes of a row. */
export function notesOf({ notes }: Pick<CaseRow, "notes">): CaseNote[] {
  return JSON.parse(notes);
}

/** The history of a row. */
export function historyOf({ history }: Pick<CaseRow, "history">): CaseEvent[] {
  return JSON.parse(history);
}

/** The escalations of a row, told or not, in order of time. */
export function escalationsOf({ escalations }: Pick<CaseRow, "escalations">): Escalation[] {
  return JSON.parse(escalations);
}
