import { getConnInfo } from "@hono/node-server/conninfo";
import type { Context } from "hono";
import type { ProxyTrust } from "./proxies.ts";

/**
 * The collector's origin as its caller knows it, for addresses that are handed out. Of a proxy that is trusted the
 * scheme counts that it was asked by.
 */
export function originOf(context: Context, isTrusted: ProxyTrust): string {
  const { protocol, host } = new URL(context.req.url);
  const proxy = context.env?.incoming ? getConnInfo(context).remote.address : undefined;
  const forwarded = context.req.header("X-Forwarded-Proto")?.split(",")[0]?.trim().toLowerCase();
  const isSecure = forwarded === "https" && proxy !== undefined && isTrusted(proxy.replace(/^::ffff:/i, ""));
  return `${isSecure ? "https:" : protocol}//${context.req.header("Host") ?? host}`;
}
