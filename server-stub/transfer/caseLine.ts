import { escalationsOf, historyOf, notesOf } from "../followup/case.ts";
import { timetableOf } from "../followup/timetable.ts";
import type { CaseRow } from "../store/tables.ts";
import type { CaseLine } from "./line.ts";

/** A case as a line of an export. */
export function printCaseRow(row: CaseRow): CaseLine {
  return {
    type: "case",
    id: row.id,
    record: row.record,
    survey: row.survey,
    version: row.version,
    changes: row.changes,
    status: row.status,
    level: row.level,
    owner: row.owner,
    assigned: row.assigned,
    reason: row.reason,
    action: row.action,
    rule: row.rule === null ? null : JSON.parse(row.rule),
    openedBy: row.opened_by,
    openedAt: row.opened_at,
    receivedAt: row.received_at,
    dueAt: row.due_at,
    resolveBy: row.resolve_by,
    contactedAt: row.contacted_at,
    resolvedAt: row.resolved_at,
    recoveredAt: row.recovered_at,
    recoveredBy: row.recovered_by,
    touched: row.touched === 1,
    overdueTold: row.overdue_told === 1,
    escalations: escalationsOf(row),
    escalated: row.escalated,
    updatedAt: row.updated_at,
    notes: notesOf(row),
    history: historyOf(row),
  };
}

/** The row that a line was printed from. */
export function caseRow(line: CaseLine, site: string): CaseRow {
  const row = {
    site,
    id: line.id,
    record: line.record,
    survey: line.survey,
    version: line.version,
    changes: line.changes,
    status: line.status,
    level: line.level,
    owner: line.owner,
    assigned: line.assigned,
    reason: line.reason,
    action: line.action,
    rule: line.rule === null ? null : JSON.stringify(line.rule),
    opened_by: line.openedBy,
    opened_at: line.openedAt,
    received_at: line.receivedAt,
    due_at: line.dueAt,
    resolve_by: line.resolveBy,
    contacted_at: line.contactedAt,
    resolved_at: line.resolvedAt,
    recovered_at: line.recoveredAt,
    recovered_by: line.recoveredBy,
    touched: Number(line.touched),
    overdue_told: Number(line.overdueTold),
    escalations: JSON.stringify(line.escalations),
    escalated: line.escalated,
    updated_at: line.updatedAt,
    notes: JSON.stringify(line.notes),
    history: JSON.stringify(line.history),
  };
  return { ...row, ...timetableOf(row) };
}
