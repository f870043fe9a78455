import { createHash } from "node:crypto";
import * as z from "zod/mini";
import { problemsWith } from "../../widget/manifest/problem.ts";
import { RecordPage, type RecordResult, SentRecord } from "../../widget/record/schema.ts";
import { userKey } from "../store/people.ts";
import { type ClockSource, HIGHEST_REV, type NewRecordRow } from "../store/tables.ts";
import { formatWithSuggestion } from "../suggestion.ts";
import { type IdentityRules, verifyIdentity } from "./identity.ts";

const RECORD_LIMIT = 16_000;
const DEPTH_LIMIT = 20;

/** NUL ends a text in PostgreSQL; halves of a pair would all become the same replacement character. */
const UNSTORABLE = /\0|\p{Surrogate}/u;

/** A record of which only the page is looked at: a long address must not make it too large. */
const Addressed = z.looseObject({ page: RecordPage });

/** Where and when a record came in. */
interface Arrival {
  site: { key: string } & IdentityRules;
  /** The batch's own time. */
  sentAt: string;
  receivedAt: Date;
}

/** A record ready to be stored, or what to answer instead. */
type ValidatedRecord = { id: string; row: NewRecordRow } | { id: string; result: RecordResult };

/**
 * Validates one record of a batch by itself.
 *
 * @param sent - as it was sent
 * @param index - its place in the batch, which names it where it has no id
 */
export function validateRecord(
  sent: unknown,
  index: number,
  { site, sentAt, receivedAt }: Arrival,
): ValidatedRecord {
  const id = idOf(sent) ?? `records[${index}]`;
  const invalid = (code: string, message: string): ValidatedRecord => ({
    id,
    result: { status: "invalid", code, message },
  });
  if (isDeeper(sent, DEPTH_LIMIT))
    return invalid("too_deep", `found more than ${DEPTH_LIMIT} levels of nesting, expected fewer`);
  const raw = Addressed.safeParse(sent).data ?? sent;
  const size = maxBytes(raw) > RECORD_LIMIT ? bytesOf(raw) : 0;
  if (size > RECORD_LIMIT)
    return invalid("too_large", `found a record of ${size} bytes, expected at most ${RECORD_LIMIT}`);
  const parsed = SentRecord.safeParse(raw);
  if (!parsed.success) {
    const problems = problemsWith(SentRecord, raw).slice(0, 5);
    const sentences = problems.map((problem) => formatWithSuggestion(problem, "the record"));
    return invalid("invalid_record", sentences.join("; "));
  }

  const { ageMs, ...record } = parsed.data;
  const broken = [record.survey, record.visitor, record.user?.id].some(
    (name) => name && UNSTORABLE.test(name),
  );
  if (broken)
    return invalid("invalid_record", "found a NUL character or half of one in an id, expected none");
  if (record.rev > HIGHEST_REV)
    return invalid("invalid_record", `rev: found ${record.rev}, expected at most ${HIGHEST_REV}`);
  const { shownAt, clock } = correctShownAt(parsed.data, sentAt, receivedAt);
  const identity = verifyIdentity(record.user, site, { shownAt, receivedAt });
  const { user, ...anonymous } = record;
  const { signature: _signature, expires: _expires, id: userId, ...about } = user ?? {};
  // An empty id identifies no user.
  const known = userId ? { id: userId, ...about } : about;
  const kept = user && identity !== "invalid" ? { ...anonymous, user: known } : anonymous;
  return {
    id,
    row: {
      site: site.key,
      id,
      rev: record.rev,
      survey: record.survey,
      state: record.state,
      shown_at: shownAt.toISOString(),
      clock,
      received_at: receivedAt.toISOString(),
      updated_at: receivedAt.toISOString(),
      identity,
      user_id: kept === anonymous || !userId ? null : userKey(userId),
      visitor: record.visitor ?? null,
      digest: createHash("sha256").update(canonicalJson(record)).digest("hex"),
      body: JSON.stringify(kept),
    },
  };
}

/** Bytes of a record without its age, which is added on the way. */
function bytesOf(raw: unknown): number {
  return Buffer.byteLength(JSON.stringify({ ...Object(raw), ageMs: undefined }));
}

/** No fewer bytes than its JSON has; spares printing what is small anyway, which nearly every record is. */
function maxBytes(value: unknown): number {
  // A text of which each unit may become an escape of six bytes; a number, or a word such as null.
  if (typeof value === "string") return value.length * 6 + 2;
  if (typeof value !== "object" || value === null) return 25;
  let bytes = 2;
  for (const [key, inner] of Object.entries(value)) bytes += key.length * 6 + 4 + maxBytes(inner);
  return bytes;
}

function idOf(raw: unknown): string | undefined {
  const id = typeof raw === "object" && raw !== null && "id" in raw ? raw.id : undefined;
  return typeof id === "string" && id.length <= 200 ? id : undefined;
}

/** Whether a value nests deeper, which would overflow the stack of what comes after. */
export function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => isDeeper(inner, levels - 1));
}

/** The same content gives the same text, in whatever order its keys came. */
function canonicalJson(value: unknown): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join()}]`;
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  entries.sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonicalJson(inner)}`).join()}}`;
}

const MAX_PAGE_AGE_MS = 366 * 86_400_000;
/** Network and queues explain less than this; more is a clock that is wrong. */
const TOLERATED_SKEW_MS = 120_000;

/** When a survey was shown, by the collector's clock. */
interface CorrectedTime {
  shownAt: Date;
  clock: ClockSource;
}

/**
 * Corrects the time of showing: by the record's age, which a monotonic clock measured; else by how far the
 * sender's clock was off when it sent; never later than the receipt.
 *
 * @param sentAt - the batch's own time
 * @param receivedAt - by the collector's clock
 */
export function correctShownAt(
  record: Pick<SentRecord, "shownAt" | "ageMs">,
  sentAt: string,
  receivedAt: Date,
): CorrectedTime {
  const received = receivedAt.getTime();
  const within = (time: number) => new Date(Math.min(received, Math.max(0, time)));
  if (record.ageMs !== undefined && record.ageMs <= MAX_PAGE_AGE_MS)
    return { shownAt: within(received - record.ageMs), clock: "age" };
  const shown = Date.parse(record.shownAt);
  const skew = received - Date.parse(sentAt);
  return Math.abs(skew) > TOLERATED_SKEW_MS
    ? { shownAt: within(shown + skew), clock: "batch" }
    : { shownAt: within(shown), clock: "sent" };
}
