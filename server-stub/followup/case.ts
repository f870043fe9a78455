import type { CaseEvent, CaseNote } from "../answers/cases.ts";
import type { CaseRow } from "../store/tables.ts";

/** A webhook that is told while there is no action. */
export interface Escalation {
  /** ISO 8601, UTC. */
  at: string;
  webhook: string;
}

/** `by` of what happened without a person. */
export const BY_RULE = "rule";

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
