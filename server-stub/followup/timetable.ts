import type { CaseRow } from "../store/tables.ts";
import { escalationsOf } from "./case.ts";

type Timed = Pick<
  CaseRow,
  "status" | "due_at" | "resolve_by" | "contacted_at" | "overdue_told" | "escalations" | "escalated"
>;

/** Whether there is still something to do. */
export function isUnfinished({ status }: Pick<CaseRow, "status">): boolean {
  return status === "open" || status === "contacted";
}

/** Whether there was no contact yet, so that the case may become overdue and be escalated. */
function awaitsContact({ status, contacted_at }: Pick<CaseRow, "status" | "contacted_at">): boolean {
  return status === "open" && contacted_at === null;
}

/** By when the next step must be done: contact, then the resolution; none if that has no time or all is done. */
function deadlineOf(row: Timed): string | null {
  if (!isUnfinished(row)) return null;
  return awaitsContact(row) ? row.due_at : row.resolve_by;
}

/** Whether the next step should have been done. */
export function isOverdue(row: Timed, now: Date): boolean {
  const deadline = deadlineOf(row);
  return deadline !== null && deadline <= now.toISOString();
}

/**
 * The columns that follow from the others: the place in the list, and when there is something to tell.
 * Whatever changes a case's status, times or escalations must bring these up to date.
 */
export function timetableOf(row: Timed): Pick<CaseRow, "turn" | "next_at"> {
  const deadline = deadlineOf(row);
  const rank = deadline === null ? (isUnfinished(row) ? 1 : 2) : 0;
  const waiting = awaitsContact(row)
    ? [
        ...(row.overdue_told ? [] : [row.due_at]),
        ...escalationsOf(row)
          .slice(row.escalated)
          .map(({ at }) => at),
      ]
    : [];
  return { turn: `${rank}${deadline ?? row.due_at}`, next_at: waiting.sort()[0] ?? null };
}

/** The turn of what falls due now: nothing that is overdue comes after it, nothing else before. */
export function turnOf(now: Date): string {
  return `0${now.toISOString()}`;
}

/** Comes before the turn of everything that is finished, and after all others. */
export const FINISHED_TURN = "2";
