import type { Context } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import { isEncrypted, type OwnAddressParts } from "../http/ownAddress.ts";
import type { SessionValue } from "./sessions.ts";

const NAME = "askling_session";

/** The session's value that a request carries. */
export function readCookie(context: Context): string | undefined {
  return getCookie(context, NAME) || undefined;
}

/** Gives the browser a session's value, out of reach of scripts and of other sites' requests. */
export function writeCookie(
  parts: OwnAddressParts,
  context: Context,
  { value, endsAt }: SessionValue,
  now: Date,
): void {
  setCookie(context, NAME, value, {
    ...attributesIn(parts, context),
    maxAge: Math.max(0, Math.floor((endsAt.getTime() - now.getTime()) / 1000)),
  });
}

/** Takes it away again. */
export function clearCookie(parts: OwnAddressParts, context: Context): void {
  setCookie(context, NAME, "", { ...attributesIn(parts, context), maxAge: 0 });
}

function attributesIn(parts: OwnAddressParts, context: Context) {
  const secure = isEncrypted(parts, context);
  return { httpOnly: true, sameSite: "Strict", path: "/", secure } as const;
}
