import { createHmac } from "node:crypto";
import type { WebhookRequest } from "../post.ts";
import { JSON_HEADERS, type SignedAddress, type Verdict } from "./format.ts";

/** What a program is told of a notice; `data` comes as it is. */
interface JsonNotice {
  id: string;
  kind: string;
  /** ISO 8601, UTC. */
  at: string;
  site: string;
  data: Readonly<Record<string, unknown>>;
  /** Where the board shows it. */
  url?: string | undefined;
}

/**
 * A notice for programs: `{ id, kind, at, site, url, …data }`. With a secret the request carries the hex HMAC-SHA256 of
 * timestamp (Unix seconds), a full stop and the body. `X-Askling-Id` is the same each time a notice is sent.
 */
export function jsonRequest(
  { id, kind, at, site, data, url: link }: JsonNotice,
  { url, secret, now }: SignedAddress,
): WebhookRequest {
  const body = JSON.stringify({ id, kind, at, site, url: link, ...data });
  const timestamp = String(Math.floor(now.getTime() / 1000));
  const headers: Record<string, string> = {
    ...JSON_HEADERS,
    // Headers hold visible ASCII; the key of a site may be anything.
    "X-Askling-Id": id.replace(/\p{Surrogate}/gu, "\uFFFD").replace(/[^!-~]+/gu, encodeURIComponent),
    "X-Askling-Timestamp": timestamp,
  };
  if (secret !== undefined) {
    const signature = createHmac("sha256", secret).update(`${timestamp}.${body}`).digest("hex");
    headers["X-Askling-Signature"] = `sha256=${signature}`;
  }
  return { url, headers, body };
}

/** Any status of 2xx is an acknowledgement. */
export function acceptAnswer(): Verdict {
  return { isSent: true };
}
