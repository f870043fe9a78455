import type { Context } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import { sha256 } from "../adminToken.ts";
import type { Collector } from "../collector.ts";
import { admitOwnPages } from "../http/origins.ts";
import { isEncrypted, type OwnAddressParts } from "../http/ownAddress.ts";
import { findSession, isSessionOpen, type Session, type SessionValue } from "./sessions.ts";

declare module "hono" {
  interface ContextVariableMap {
    session: Session | undefined;
  }
}

const READING = ["GET", "HEAD"];

/**
 * Finds the session that a request's cookie names, and lets it stand for the token it was opened with. A token in the
 * header goes first.
 *
 * @throws ProblemError 403 when another site's page wants to change something, 429 for who guesses
 */
export async function recogniseSession(collector: Collector, context: Context): Promise<void> {
  const { store, guesses, now } = collector;
  const value = readCookie(context);
  if (value === undefined || context.req.header("Authorization") !== undefined) return;
  if (!READING.includes(context.req.method)) admitOwnPages(collector, context);
  const secret = sha256(value).toString("hex");
  await guesses.admit(context, secret);
  const at = now();
  const session = await findSession(store, value, at);
  if (!session) return guesses.count(context);
  guesses.prove(secret);
  context.set("session", session);
  if (session.renewed) writeCookie(collector, context, session.renewed, at);
}

/** For answers that go on: takes the session away from a request once it has ended, be it through another collector. */
export async function reviewSession({ store, now }: Collector, context: Context): Promise<void> {
  const value = context.get("session") && readCookie(context);
  if (value !== undefined && !(await isSessionOpen(store, value, now()))) context.set("session", undefined);
}

const COOKIE_NAME = "askling_session";

/** The session's value that a request carries. */
export function readCookie(context: Context): string | undefined {
  return getCookie(context, COOKIE_NAME) || undefined;
}

/** Gives the browser a session's value, out of reach of scripts and of other sites' requests. */
export function writeCookie(
  parts: OwnAddressParts,
  context: Context,
  { value, endsAt }: SessionValue,
  now: Date,
): void {
  setCookie(context, COOKIE_NAME, value, {
    ...attributesIn(parts, context),
    maxAge: Math.max(0, Math.floor((endsAt.getTime() - now.getTime()) / 1000)),
  });
}

/** Takes it away again. */
export function clearCookie(parts: OwnAddressParts, context: Context): void {
  setCookie(context, COOKIE_NAME, "", { ...attributesIn(parts, context), maxAge: 0 });
}

function attributesIn(parts: OwnAddressParts, context: Context) {
  const secure = isEncrypted(parts, context);
  return { httpOnly: true, sameSite: "Strict", path: "/", secure } as const;
}
