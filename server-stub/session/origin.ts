import type { Context } from "hono";
import { socketAddress } from "../http/address.ts";
import { ProblemError } from "../http/problem.ts";
import type { ProxyTrust } from "../http/proxies.ts";

/**
 * Refuses what another site's page makes a browser send. Requests with neither header come from no browser of the
 * last years.
 *
 * @see https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Sec-Fetch-Site
 * @throws ProblemError 403
 */
export function admitOwnPages(context: Context): void {
  const site = context.req.header("Sec-Fetch-Site");
  const origin = context.req.header("Origin");
  // "none" is what somebody typed.
  if (site !== undefined ? site === "same-origin" || site === "none" : origin === undefined) return;
  if (site === undefined && origin !== undefined && hostOf(origin) === context.req.header("Host")) return;
  throw new ProblemError(
    403,
    "origin_refused",
    "Only pages of the collector itself may do this with a session; others need a token.",
  );
}

/** Whether the browser's way here is encrypted: its page says so, or a proxy that is trusted. */
export function isEncrypted(context: Context, isTrusted: ProxyTrust): boolean {
  if (/^https:/i.test(context.req.header("Origin") ?? "")) return true;
  const forwarded = context.req.header("X-Forwarded-Proto")?.split(",").pop()?.trim().toLowerCase();
  return forwarded === "https" && isTrusted(socketAddress(context) ?? "unknown");
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host || undefined : undefined;
}
