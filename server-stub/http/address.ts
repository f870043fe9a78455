import { getConnInfo } from "@hono/node-server/conninfo";
import type { Context } from "hono";

/**
 * The address of who asks, for counting only; it is never stored. `X-Forwarded-For` counts as far as the
 * addresses that wrote it are trusted.
 */
export function addressOf(context: Context, trusted: ReadonlySet<string>): string {
  let address = plain(socketAddress(context) ?? "unknown");
  const hops = (context.req.header("X-Forwarded-For") ?? "").split(",").map((hop) => plain(hop.trim()));
  while (trusted.has(address)) {
    const before = hops.pop();
    if (!before) break;
    address = before;
  }
  return address;
}

function socketAddress(context: Context): string | undefined {
  // Without a socket there is no connection to ask about.
  return context.env?.incoming ? getConnInfo(context).remote.address : undefined;
}

/** An IPv4 address that arrived through an IPv6 socket is the same address. */
function plain(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, "");
}
