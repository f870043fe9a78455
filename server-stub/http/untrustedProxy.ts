import type { MiddlewareHandler } from "hono";
import type { Collector } from "../collector.ts";
import { socketAddress } from "./address.ts";

/** Addresses that only machines near this one can have. */
const NEAR = /^(?:127\.|10\.|192\.168\.|169\.254\.|172\.(?:1[6-9]|2\d|3[01])\.|::1$|f[cd][\da-f]{2}:|fe80:)/i;

/**
 * Says once that somebody tells for whom he asks and is not believed: behind a proxy that is not trusted all visitors
 * have one address, and so one rate limit. The proxy's own address is told where it can be no visitor's.
 */
export function tellOfUntrustedProxy({
  configuration,
  log,
}: Pick<Collector, "configuration" | "log">): MiddlewareHandler {
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
