import type { Context } from "hono";
import { isOwnPage, type OwnAddressParts } from "../../http/ownAddress.ts";
import { HostedRefusal } from "../refusal.ts";

const TYPE = "application/x-www-form-urlencoded";

/**
 * Lets a form through that a page of this collector has sent, as far as the browser tells. Pages that say nothing of
 * where they are from send the origin `null`; then the ticket alone has to prove it.
 *
 * @throws HostedRefusal 403 for another site's form, 415 for what is no form
 */
export function admitForm(parts: OwnAddressParts, context: Context): void {
  if (isOwnPage(parts, context) === false) throw new HostedRefusal("foreign");
  const type = (context.req.header("Content-Type") ?? "").split(";")[0]?.trim().toLowerCase();
  if (type !== TYPE) throw new HostedRefusal("unfit", 415);
}
