import { isIPv6 } from "node:net";
import { getConnInfo } from "@hono/node-server/conninfo";
import type { Context } from "hono";
import type { ProxyTrust } from "./proxies.ts";

/**
 * The address of who asks, for counting only; it is never stored. `X-Forwarded-For` counts as far as the
 * addresses that wrote it are trusted. Of an IPv6 address the network (/64) is told, because who has one address of
 * it has them all.
 */
export function addressOf(context: Context, isTrusted: ProxyTrust): string {
  let address = socketAddress(context) ?? "unknown";
  const hops = (context.req.header("X-Forwarded-For") ?? "").split(",").map((hop) => plain(hop.trim()));
  while (isTrusted(address)) {
    const before = hops.pop();
    if (!before) break;
    address = before;
  }
  return isIPv6(address) ? networkOf(address) : address;
}

/** The address at the other end of the connection. */
export function socketAddress(context: Context): string | undefined {
  // Without a socket there is no connection to ask about.
  const address = context.env?.incoming ? getConnInfo(context).remote.address : undefined;
  return address === undefined ? undefined : plain(address);
}

/** An IPv4 address that arrived through an IPv6 socket is the same address. */
function plain(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, "");
}

/** The first four of the eight groups. */
function networkOf(address: string): string {
  const [head = "", tail] = address.replace(/%.*$/, "").split("::");
  const groups = head ? head.split(":") : [];
  const last = tail ? tail.split(":") : [];
  const zeros = tail === undefined ? [] : Array.from({ length: 8 - groups.length - last.length }, () => "0");
  const all = [...groups, ...zeros, ...last].slice(0, 4);
  return `${all.map((group) => Number.parseInt(group, 16).toString(16)).join(":")}::/64`;
}
