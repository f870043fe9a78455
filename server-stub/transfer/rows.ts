import { createHash } from "node:crypto";
import type { Insertable } from "kysely";
import { erasedRow } from "../store/erase.ts";
import type { CaseRow, ConflictRow, NewRecordRow, Tables } from "../store/tables.ts";
import { userKey } from "../store/userKey.ts";
import { caseRow } from "./caseLine.ts";
import type { Line } from "./line.ts";

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
