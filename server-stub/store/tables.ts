import type { Insertable, Kysely, Selectable } from "kysely";

/** Highest `rev` that a record may have: one less than what PostgreSQL's `integer` holds. */
export const HIGHEST_REV = 2_147_483_646;
/** The `rev` of what was erased: nothing that arrives later is newer. */
export const ERASED_REV = HIGHEST_REV + 1;

/** How a record's claim of who answered was judged when it arrived. */
export type IdentityVerdict = "none" | "unsigned" | "verified" | "invalid";
/** What `shown_at` was corrected by: the record's age, the batch's clock, or nothing. */
export type ClockSource = "age" | "batch" | "sent";

/**
 * One showing of a survey, as its highest revision tells it. Times are UTC, ISO 8601 with milliseconds, so
 * that they sort as text in every engine.
 */
interface RecordsTable {
  site: string;
  id: string;
  rev: number;
  survey: string;
  state: string;
  /** Corrected by the collector's clock; `body` keeps what was sent. */
  shown_at: string;
  clock: ClockSource;
  /** When the collector first heard of the record, and when it last changed here. */
  received_at: string;
  updated_at: string;
  identity: IdentityVerdict;
  user_id: string | null;
  visitor: string | null;
  /** SHA-256 of what was sent, to tell a repeat from a contradiction. */
  digest: string;
  /** The record as JSON, without signature. */
  body: string;
  /** What people or a classifier called it: a JSON array of strings. Revisions leave it alone. */
  tags: string | null;
}

/** Two different contents under one id and revision: the first counts, the others wait here to be looked at. */
interface RecordConflictsTable {
  site: string;
  id: string;
  rev: number;
  digest: string;
  body: string;
  received_at: string;
}

/** Every manifest that was served, from when on. */
interface ManifestsTable {
  site: string;
  served_from: string;
  /** SHA-256 of `body`. */
  hash: string;
  body: string;
}

/** What all collectors over one database must know alike, such as the hash of the admin token. */
interface SecretsTable {
  name: string;
  value: string;
}

/** The collector's tables. */
export interface Tables {
  records: RecordsTable;
  record_conflicts: RecordConflictsTable;
  manifests: ManifestsTable;
  secrets: SecretsTable;
}

export type Db = Kysely<Tables>;
export type RecordRow = Selectable<RecordsTable>;
export type ConflictRow = Selectable<RecordConflictsTable>;
export type NewRecordRow = Insertable<RecordsTable>;
