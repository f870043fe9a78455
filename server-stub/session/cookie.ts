import type { Context } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import type { ProxyTrust } from "../http/proxies.ts";
import { isEncrypted } from "./origin.ts";
import type { SessionValue } from "./sessions.ts";

const NAME = "askling_session";

/** The session's value that a request carries. */
export function readCookie(context: Context): string | undefined {
  return getCookie(context, NAME) || undefined;
}

/** Gives the browser a session's value, out of reach of scripts and of other sites' requests. */
export function writeCookie(
  context: Context,
  { value, endsAt }: SessionValue,
  { now, isTrusted }: { now: Date; isTrusted: ProxyTrust },
): void {
  setCookie(context, NAME, value, {
    ...attributesIn(context, isTrusted),
    maxAge: Math.max(0, Math.floor((endsAt.getTime() - now.getTime()) / 1000)),
  });
}

/** Takes it away again. */
export function clearCookie(context: Context, isTrusted: ProxyTrust): void {
  setCookie(context, NAME, "", { ...attributesIn(context, isTrusted), maxAge: 0 });
}

function attributesIn(context: Context, isTrusted: ProxyTrust) {
  const secure = isEncrypted(context, isTrusted);
  return { httpOnly: true, sameSite: "Strict", path: "/", secure } as const;
}
