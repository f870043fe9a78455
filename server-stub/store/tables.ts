import type { Generated, Insertable, Kysely, Selectable } from "kysely";
import type { CaseStatus } from "../answers/cases.ts";
import type { PastErasure } from "../answers/site.ts";

/** Highest `rev` that a record may have: one less than what PostgreSQL's `integer` holds. */
export const HIGHEST_REV = 2_147_483_646;
/** The `rev` of what was erased: nothing that arrives later is newer. */
export const ERASED_REV = HIGHEST_REV + 1;

/** How the user that a record names was verified when it arrived. */
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
  /** Not tried before; of what was sent or given up, when that was. */
  next_at: string;
  /** Why the last attempt failed, without a word of what the receiver said. */
  last_error: string | null;
  /** The notice as JSON. */
  body: string;
  /** How often the receiver itself turned it down; then it is sent alone, because others in one bundle may be fine. */
  refused: Generated<number>;
  /** How many lines of it were told, where it is too large for one message to a chat. */
  told: Generated<number>;
}

/** The sender that holds an address of webhooks just now, so that collectors keep its limits together. */
interface WebhookTurnsTable {
  /** SHA-256 of the address, which often holds a secret. */
  id: string;
  /** Random name of a sender. */
  holder: string;
  /** After this the holder is taken for dead. */
  held_until: string;
  /** Earliest time of the next request. */
  free_at: string;
}

/** What raised the alarm. */
interface AlarmsTable {
  site: string;
  id: string;
  survey: string;
  /** `figure`, `words` or `silent`. */
  kind: string;
  /** Rule and group while the alarm lasts, so that it is raised once; nothing after. */
  open_key: string | null;
  raised_at: string;
  cleared_at: string | null;
  /** The alarm as JSON: figures and sentences, no verbatim. */
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
  /** When its first answer came; a link is for one record. */
  used_at: string | null;
  /** Id of the record that has used it; `null` while it is free, and for links used before this was kept. */
  record: string | null;
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

/** A call to be made because of one record. What it says of the respondent stands in the record alone. */
interface CasesTable {
  site: string;
  id: string;
  /** Its record; no record has two cases. */
  record: string;
  survey: string;
  /** Grows with what an editor must have seen before editing. */
  version: number;
  /** Grows with every write, so that none is based on what is no longer so. */
  changes: number;
  status: CaseStatus;
  level: number;
  owner: string | null;
  /** The first value of the rule's `assign`, or what a person put in its place. */
  assigned: string | null;
  reason: string | null;
  action: string | null;
  /** The rule that opened it, as JSON; none if a person did. */
  rule: string | null;
  /** `rule`, or the name of a token. */
  opened_by: string;
  opened_at: string;
  /** When the collector first heard of the record. */
  received_at: string;
  due_at: string;
  resolve_by: string | null;
  /** First contact. */
  contacted_at: string | null;
  /** Last resolution. */
  resolved_at: string | null;
  recovered_at: string | null;
  /** The record whose satisfied answer recovered it. */
  recovered_by: string | null;
  /** 1 once a person has worked on it; then no rule withdraws it. */
  touched: number;
  /** 1 once webhooks were told that it is overdue. */
  overdue_told: number;
  /** Which webhook is told at which time while there is no action: `[{ at, webhook }]` as JSON, in order of time. */
  escalations: string;
  /** How many of them were told. */
  escalated: number;
  /** Its place in the list of what is to be done: by the next deadline, then what has none, then what is finished. */
  turn: string;
  /** When there is something to tell next. */
  next_at: string | null;
  updated_at: string;
  /** `[{ at, by, text }]` as JSON. */
  notes: string;
  /** `[{ at, by, field, from, to }]` as JSON. */
  history: string;
}

/** Up to where the follow-up of a site has looked at changes. */
interface FollowUpProgressTable {
  site: string;
  place: number;
}

/** What is followed as it changes. */
export type ChangeKind = "record" | "case";

/** The place of each record's and case's last change in the order of all changes of its site and kind. */
interface ChangesTable {
  site: string;
  kind: ChangeKind;
  id: string;
  /** From 1 on, with gaps. */
  place: number;
}

/** The last place that was given. */
interface ChangeCountsTable {
  site: string;
  kind: ChangeKind;
  last: number;
}

/** The last erasures by age of a site. */
interface RetentionRoundsTable {
  site: string;
  /** `retentionDays` of the last round; nothing where records are kept for good. */
  days: number | null;
  /** The most that a round erased, whatever it was: what the next one is compared with. */
  erased: number;
  /** Milliseconds that a round has waited, while collectors ran; nothing while none waits. */
  waited_ms: number | null;
}

/** How it was said what to erase: by the id of a user, a visitor or a record, or by its age. */
type ErasureKind = PastErasure["by"];

/** What was erased, in counts. Nothing here tells of whom. */
interface ErasuresTable {
  site: string;
  /** Random. */
  id: string;
  at: string;
  kind: ErasureKind;
  /** Name of the token that asked for it; nothing where it was its age. */
  token: string | null;
  records: number;
  conflicts: number;
  cases: number;
  links: number;
  messages: number;
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
  cases: CasesTable;
  follow_up_progress: FollowUpProgressTable;
  changes: ChangesTable;
  change_counts: ChangeCountsTable;
  retention_rounds: RetentionRoundsTable;
  webhook_turns: WebhookTurnsTable;
  alarms: AlarmsTable;
  erasures: ErasuresTable;
}

export type Db = Kysely<Tables>;
export type RecordRow = Selectable<RecordsTable>;
export type ConflictRow = Selectable<RecordConflictsTable>;
export type MessageRow = Selectable<MessagesTable>;
export type AlarmRow = Selectable<AlarmsTable>;
export type ErasureRow = Selectable<ErasuresTable>;
export type LinkRow = Selectable<LinksTable>;
export type RetentionRow = Selectable<RetentionRoundsTable>;
export type SessionRow = Selectable<SessionsTable>;
export type CaseRow = Selectable<CasesTable>;
export type NewRecordRow = Insertable<RecordsTable>;

/** Names a record among all sites. */
export function keyOf({ site, id }: Pick<NewRecordRow, "site" | "id">): string {
  return `${site}\n${id}`;
}
