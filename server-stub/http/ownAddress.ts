import type { Context } from "hono";
import type { LiveConfiguration } from "../config/live.ts";
import { socketAddress } from "./address.ts";

/** What the collector knows of the address that people reach it by. */
export interface OwnAddressParts {
  configuration: LiveConfiguration;
  /** `PUBLIC_URL`, where it is set. */
  publicUrl: string | undefined;
}

/**
 * The collector's address as the caller of a request knows it, without a slash at its end: `PUBLIC_URL` where it is
 * set, else what the connection says, or a proxy that is trusted.
 */
export function ownAddress({ configuration, publicUrl }: OwnAddressParts, context: Context): string {
  if (publicUrl !== undefined) return publicUrl;
  const { protocol, host } = new URL(context.req.url);
  const proxy = socketAddress(context);
  const isTrusted = proxy !== undefined && configuration.current.trustProxy(proxy);
  // Of several the last was written by the proxy itself.
  const said = (name: string) => (isTrusted ? context.req.header(name)?.split(",").pop()?.trim() : undefined);
  const scheme = said("X-Forwarded-Proto")?.toLowerCase() === "https" ? "https:" : protocol;
  const name = said("X-Forwarded-Host") || context.req.header("Host") || host;
  const address = `${scheme}//${name}`;
  return URL.canParse(address) ? new URL(address).origin : `${scheme}//${host}`;
}

/**
 * Whether a page of the collector itself has made a browser send a request: by the page's origin where `PUBLIC_URL`
 * is set, else as the browser says, else by the page's origin.
 *
 * @see https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Sec-Fetch-Site
 * @returns nothing where the request does not tell: no browser sent it, or a page that hides its origin
 */
export function isOwnPage(parts: OwnAddressParts, context: Context): boolean | undefined {
  const origin = context.req.header("Origin");
  const names = origin !== undefined && origin !== "null";
  const said = context.req.header("Sec-Fetch-Site");
  // "none" is an address that was typed, which no page has sent.
  const site = said === "none" && names ? undefined : said;
  if (site !== undefined && !(names && parts.publicUrl !== undefined))
    return site === "same-origin" || site === "none";
  if (!names) return undefined;
  return URL.canParse(origin) && new URL(origin).origin === new URL(ownAddress(parts, context)).origin;
}

/** Whether the browser's way here is encrypted: its page says so, or the collector's address does. */
export function isEncrypted(parts: OwnAddressParts, context: Context): boolean {
  if (/^https:/i.test(context.req.header("Origin") ?? "")) return true;
  return ownAddress(parts, context).startsWith("https:");
}
