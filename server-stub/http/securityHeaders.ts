import type { MiddlewareHandler } from "hono";

/** What a page of the collector may load and do: its own files, and nothing inline. */
const PAGE_POLICY = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'self'",
].join("; ");

/** Answers that are no pages load nothing, even where a browser is made to show them. */
const DATA_POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox";
/** Pictures may have looks of their own, and cannot run anything. */
const PICTURE_POLICY = "default-src 'none'; style-src 'unsafe-inline'";

/**
 * Headers that every answer carries, save where its route has set its own.
 *
 * @see https://cheatsheetseries.owasp.org/cheatsheets/HTTP_Headers_Cheat_Sheet.html
 */
export function secureAnswers(): MiddlewareHandler {
  return async function secureAnswer(context, next) {
    await next();
    const type = context.res.headers.get("Content-Type") ?? "";
    const isPage = type.startsWith("text/html");
    const policy = isPage ? PAGE_POLICY : type.startsWith("image/svg") ? PICTURE_POLICY : DATA_POLICY;
    const wanted = {
      "X-Content-Type-Options": "nosniff",
      "Referrer-Policy": "strict-origin-when-cross-origin",
      "Content-Security-Policy": policy,
      "X-Frame-Options": isPage ? "SAMEORIGIN" : "DENY",
      "Cross-Origin-Opener-Policy": "same-origin",
      // Only what carries no header for reading across origins is kept to this one.
      ...(context.res.headers.has("Access-Control-Allow-Origin")
        ? {}
        : { "Cross-Origin-Resource-Policy": "same-origin" }),
      "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    };
    for (const [name, value] of Object.entries(wanted))
      if (!context.res.headers.has(name)) context.res.headers.set(name, value);
  };
}
