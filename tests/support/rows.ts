import type { NewRecordRow } from "../../server-stub/store/tables.ts";

let made = 0;

/** A row as ingest makes it of a record, with fresh id; `parts` overrides its columns. */
export function aRow(parts: Partial<NewRecordRow> = {}): NewRecordRow {
  made += 1;
  return {
    site: "pk_shop",
    id: `row-${String(made).padStart(8, "0")}`,
    rev: 1,
    survey: "order-nps",
    state: "complete",
    shown_at: "2026-11-22T10:00:00.000Z",
    clock: "sent",
    received_at: "2026-11-22T10:00:01.000Z",
    updated_at: "2026-11-22T10:00:01.000Z",
    identity: "none",
    user_id: null,
    visitor: "visitor",
    digest: "digest",
    body: "{}",
    ...parts,
  };
}
