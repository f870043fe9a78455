import { createHash } from "node:crypto";
import type { Insertable } from "kysely";
import { escalationsOf, historyOf, notesOf } from "../followup/case.ts";
import { timetableOf } from "../followup/timetable.ts";
import { erasedRow } from "../store/erase.ts";
import { userKey } from "../store/people.ts";
import type { CaseRow, ConflictRow, NewRecordRow, Tables } from "../store/tables.ts";
import type { CaseLine, Line } from "./line.ts";

/** A line as the row that it was printed from. */
export type ImportedRow =
  | { table: "records"; row: NewRecordRow }
  | { table: "record_conflicts"; row: ConflictRow }
  | { table: "cases"; row: CaseRow }
  | { table: "manifests"; row: Insertable<Tables["manifests"]> };

/** The row of a line; the first and the last have none. */
export function rowOf(line: Line, site: string): ImportedRow | undefined {
  switch (line.type) {
    case "askling":
    case "end":
      return undefined;
    case "manifest": {
      const { servedFrom: served_from, body } = line;
      const hash = createHash("sha256").update(body).digest("hex");
      return { table: "manifests", row: { site, served_from, hash, body } };
    }
    case "erased":
      return { table: "records", row: { site, id: line.id, ...erasedRow(line.erasedAt) } };
    case "conflict": {
      const { id, rev } = line.record;
      const { digest, receivedAt: received_at } = line;
      const body = JSON.stringify(line.record);
      return { table: "record_conflicts", row: { site, id, rev, digest, body, received_at } };
    }
    case "case":
      return { table: "cases", row: caseRow(line, site) };
    case "record":
      return { table: "records", row: recordRow(line, site) };
  }
}

function recordRow(line: Extract<Line, { type: "record" }>, site: string): NewRecordRow {
  const { record, digest, clock, identity, tags } = line;
  return {
    site,
    id: record.id,
    rev: record.rev,
    survey: record.survey,
    state: record.state,
    shown_at: line.shownAt,
    clock,
    received_at: line.receivedAt,
    updated_at: line.updatedAt,
    identity,
    user_id: record.user?.id ? userKey(record.user.id) : null,
    visitor: record.visitor ?? null,
    digest,
    body: JSON.stringify(record),
    tags: tags.length ? JSON.stringify(tags) : null,
  };
}

/** A case as a line of an export. */
export function serializeCaseRow(row: CaseRow): CaseLine {
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
function caseRow(line: CaseLine, site: string): CaseRow {
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
