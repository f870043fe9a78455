import type { Context } from "hono";
import { HostedRefusal } from "../refusal.ts";

const TYPE = "application/x-www-form-urlencoded";

/**
 * Lets a form through that a page of this collector has sent, as far as the browser tells. Pages that say nothing of
 * where they are from send the origin `null`; then the ticket alone has to prove it.
 *
 * @throws HostedRefusal 403 for another site's form, 415 for what is no form
 */
export function admitForm(context: Context): void {
  const site = context.req.header("Sec-Fetch-Site");
  const origin = context.req.header("Origin");
  const own = context.req.header("Host") ?? new URL(context.req.url).host;
  const isOwn = site === undefined ? isOwnOrigin(origin, own) : site === "same-origin";
  if (!isOwn) throw new HostedRefusal("foreign");
  const type = (context.req.header("Content-Type") ?? "").split(";")[0]?.trim().toLowerCase();
  if (type !== TYPE) throw new HostedRefusal("unfit", 415);
}

function isOwnOrigin(origin: string | undefined, host: string): boolean {
  return origin === undefined || origin === "null" || origin.replace(/^https?:\/\//i, "") === host;
}
