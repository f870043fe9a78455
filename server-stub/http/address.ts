import { isIPv6 } from "node:net";
import { getConnInfo } from "@hono/node-server/conninfo";
import type { Context, MiddlewareHandler } from "hono";
import type { LiveConfiguration } from "../config/live.ts";
import type { Log } from "../log.ts";
import type { ProxyTrust } from "./proxies.ts";

/**
 * The address of the caller, for counting only; it is never stored. `X-Forwarded-For` counts as far as the
 * addresses that wrote it are trusted. Of an IPv6 address the network (/64) is returned, because the holder of one
 * address of it has them all.
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

/** Addresses that only machines near this one can have. */
const NEAR = /^(?:127\.|10\.|192\.168\.|169\.254\.|172\.(?:1[6-9]|2\d|3[01])\.|::1$|f[cd][\da-f]{2}:|fe80:)/i;

/**
 * Logs once that `X-Forwarded-For` came from an address that is not trusted: behind such a proxy all visitors
 * have one address, and so one rate limit. The proxy's own address is told where it can be no visitor's.
 */
export function warnOfUntrustedProxy({
  configuration,
  log,
}: {
  configuration: LiveConfiguration;
  log: Log;
}): MiddlewareHandler {
  let isTold = false;
  return async (context, next) => {
    if (!isTold && context.req.header("X-Forwarded-For") !== undefined) {
      const proxy = socketAddress(context) ?? "";
      if (!configuration.current.trustProxy(proxy)) {
        isTold = true;
        log.warn(
          "proxy_not_trusted",
          'X-Forwarded-For came from an address that is not in "trustProxy": all visitors behind it share one rate limit. If it is your proxy, add its address there.',
          NEAR.test(proxy) ? { proxy } : {},
        );
      }
    }
    await next();
  };
}
