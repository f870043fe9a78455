import { randomBytes } from "node:crypto";
import { sha256 } from "../adminToken.ts";
import type { Store } from "../store/store.ts";
import type { Db, SessionRow } from "../store/tables.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Without a request a session ends after this. */
const IDLE_MS = 12 * HOUR_MS;
/** And after this in any case. */
const MAX_AGE_MS = 7 * 24 * HOUR_MS;
/** A value that was read somewhere is of use for no longer than this. */
const ROTATE_MS = 24 * HOUR_MS;
/** Requests that were under way with the old value when a new one was given still pass. */
const GRACE_MS = MINUTE_MS;
/** The end of a session is moved no more often than this, so that reading figures writes little. */
const SLIDE_MS = 10 * MINUTE_MS;
const VALUE_BYTES = 32;

/** What a browser is given to come back with. */
export interface SessionValue {
  /** Random; only its hash is kept. */
  value: string;
  /** When the session ends in any case. */
  endsAt: Date;
}

/** A session that was found. */
export interface Session {
  /** SHA-256 of the token that it was opened with. */
  tokenHash: Buffer;
  /** Takes the place of the value that it was found by. */
  renewed?: SessionValue;
}

/** Opens a session for a token that was shown; sessions that have expired are deleted. */
export async function openSession(
  { writer }: Pick<Store, "writer">,
  tokenHash: Buffer,
  now: Date,
): Promise<SessionValue> {
  await writer.deleteFrom("sessions").where("expires_at", "<=", now.toISOString()).execute();
  const endsAt = new Date(now.getTime() + MAX_AGE_MS);
  const login = randomBytes(16).toString("base64url");
  return insertValue(
    writer,
    { login, token_hash: tokenHash.toString("hex"), ends_at: endsAt.toISOString() },
    now,
  );
}

/**
 * Finds the session of a value, in the database, so that any collector over it knows what another has opened or
 * ended. Being used keeps it alive, and gives it a fresh value once a day.
 */
export async function findSession(
  { writer }: Pick<Store, "writer">,
  value: string,
  now: Date,
): Promise<Session | undefined> {
  const row = await writer
    .selectFrom("sessions")
    .selectAll()
    .where("id", "=", idOf(value))
    .where("expires_at", ">", now.toISOString())
    .executeTakeFirst();
  if (!row) return undefined;
  const session = { tokenHash: Buffer.from(row.token_hash, "hex") };
  if (row.replaced) return session;
  if (now.getTime() - Date.parse(row.made_at) >= ROTATE_MS) {
    const renewed = await writer.transaction().execute((transaction) => replaceValue(transaction, row, now));
    return renewed ? { ...session, renewed } : session;
  }
  const expires = expiryOf(now, row.ends_at);
  if (Date.parse(expires) - Date.parse(row.expires_at) >= SLIDE_MS)
    await writer
      .updateTable("sessions")
      .set({ expires_at: expires })
      .where("id", "=", row.id)
      .where("replaced", "=", 0)
      .execute();
  return session;
}

/** Whether a value still is one of a session, without keeping it alive. */
export async function isSessionOpen(
  { writer }: Pick<Store, "writer">,
  value: string,
  now: Date,
): Promise<boolean> {
  const row = await writer
    .selectFrom("sessions")
    .select("id")
    .where("id", "=", idOf(value))
    .where("expires_at", ">", now.toISOString())
    .executeTakeFirst();
  return row !== undefined;
}

/** Ends the login that a value belongs to, with all values it has had. */
export async function endSession({ writer }: Pick<Store, "writer">, value: string): Promise<void> {
  const row = await writer
    .selectFrom("sessions")
    .select("login")
    .where("id", "=", idOf(value))
    .executeTakeFirst();
  if (row) await writer.deleteFrom("sessions").where("login", "=", row.login).execute();
}

/** Of several requests that come with an old value at once, one gets the new value. */
async function replaceValue(db: Db, row: SessionRow, now: Date): Promise<SessionValue | undefined> {
  const grace = new Date(now.getTime() + GRACE_MS).toISOString();
  const { numUpdatedRows } = await db
    .updateTable("sessions")
    .set({ replaced: 1, expires_at: grace < row.expires_at ? grace : row.expires_at })
    .where("id", "=", row.id)
    .where("replaced", "=", 0)
    .executeTakeFirst();
  return numUpdatedRows ? insertValue(db, row, now) : undefined;
}

async function insertValue(
  db: Db,
  { login, token_hash, ends_at }: Pick<SessionRow, "login" | "token_hash" | "ends_at">,
  now: Date,
): Promise<SessionValue> {
  const value = randomBytes(VALUE_BYTES).toString("base64url");
  const times = { made_at: now.toISOString(), expires_at: expiryOf(now, ends_at), ends_at };
  await db
    .insertInto("sessions")
    .values({ id: idOf(value), login, token_hash, ...times, replaced: 0 })
    .execute();
  return { value, endsAt: new Date(ends_at) };
}

function expiryOf(now: Date, endsAt: string): string {
  const idle = new Date(now.getTime() + IDLE_MS).toISOString();
  return idle < endsAt ? idle : endsAt;
}

/** The time that it takes to look a hash up does not tell how near a guess was. */
function idOf(value: string): string {
  return sha256(value).toString("hex");
}
