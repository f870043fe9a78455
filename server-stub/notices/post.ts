import { codeOf } from "../failure.ts";

/** A request to a webhook. */
export interface WebhookRequest {
  url: string;
  headers: Readonly<Record<string, string>>;
  body: string;
}

/** What became of a request: what the receiver said, or why it said nothing. */
export type WebhookAnswer =
  | { status: number; body: string; retryAfterMs: number }
  /** `reason` names the failure, such as `ECONNREFUSED` or `no answer within 10 s`. */
  | { reason: string };

const REQUEST_TIMEOUT_MS = 10_000;
/** Vendors answer with a line. */
const MAX_ANSWER_BYTES = 64_000;
/** A receiver that asks for a longer wait is tried again after this. */
export const MAX_WAIT_MS = 86_400_000;

/**
 * Posts to a webhook. Redirects are not followed, because they would carry what is said to another address.
 *
 * @param signal - ends it early
 */
export async function postToWebhook(
  { url, headers, body }: WebhookRequest,
  signal: AbortSignal,
): Promise<WebhookAnswer> {
  const timeout = AbortSignal.timeout(REQUEST_TIMEOUT_MS);
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "User-Agent": `Askling/${__VERSION__}`, ...headers },
      body,
      redirect: "manual",
      signal: AbortSignal.any([timeout, signal]),
    });
    const retryAfterMs = readRetryAfter(response.headers.get("Retry-After"));
    return { status: response.status, body: await readStart(response), retryAfterMs };
  } catch (error) {
    if (timeout.aborted) return { reason: `no answer within ${REQUEST_TIMEOUT_MS / 1000} s` };
    const cause = error instanceof Error ? error.cause : undefined;
    return { reason: codeOf(cause) || codeOf(error) || "the connection failed" };
  }
}

async function readStart(response: Response): Promise<string> {
  const reader = response.body?.getReader();
  const chunks: Uint8Array[] = [];
  for (let size = 0; reader && size < MAX_ANSWER_BYTES; ) {
    const { done, value } = await reader.read();
    if (done) return Buffer.concat(chunks).toString("utf8");
    chunks.push(value);
    size += value.byteLength;
  }
  await reader?.cancel();
  return Buffer.concat(chunks).toString("utf8");
}

/** Seconds or a date; 0 for what is neither. */
function readRetryAfter(header: string | null): number {
  if (header === null) return 0;
  const wait = /^\d{1,9}$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return wait > 0 ? Math.min(wait, MAX_WAIT_MS) : 0;
}
