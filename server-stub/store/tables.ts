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

/** What webhooks have to be told, and what became of it. */
interface MessagesTable {
  site: string;
  /** Id of the notice; each webhook gets a message of its own. */
  id: string;
  webhook: string;
  kind: string;
  /** The record it is about, for its erasure. */
  record: string | null;
  made_at: string;
  /** `waiting`, `sent`, or `dead` after too many attempts. */
  state: string;
  attempts: number;
  /** Not tried before. */
  next_at: string;
  last_error: string | null;
  /** The notice as JSON. */
  body: string;
}

/** Links to a survey for one person, handed out in messages. */
interface LinksTable {
  site: string;
  /** Random; stands in the address. */
  id: string;
  survey: string;
  user_id: string | null;
  /** The case that it asks about again. */
  case_id: string | null;
  /** `{ user?, traits?, channel? }` as JSON. */
  body: string;
  made_at: string;
  expires_at: string;
  /** When it was answered; a link is for one answer. */
  used_at: string | null;
}

/** Browsers that are logged in to the board. */
interface SessionsTable {
  /** SHA-256 of the value that the browser has. */
  id: string;
  /** The same for all values that one login has had. */
  login: string;
  /** SHA-256 of the token that was shown. */
  token_hash: string;
  made_at: string;
  /** Unless it is used before. */
  expires_at: string;
  /** In any case. */
  ends_at: string;
  /** 1 once another value has taken its place. */
  replaced: number;
}

/** The collector's tables. */
export interface Tables {
  records: RecordsTable;
  record_conflicts: RecordConflictsTable;
  manifests: ManifestsTable;
  secrets: SecretsTable;
  messages: MessagesTable;
  links: LinksTable;
  sessions: SessionsTable;
}

export type Db = Kysely<Tables>;
export type RecordRow = Selectable<RecordsTable>;
export type ConflictRow = Selectable<RecordConflictsTable>;
export type MessageRow = Selectable<MessagesTable>;
export type LinkRow = Selectable<LinksTable>;
export type SessionRow = Selectable<SessionsTable>;
export type NewRecordRow = Insertable<RecordsTable>;
