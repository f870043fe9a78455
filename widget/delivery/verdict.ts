/** What the endpoint said of one record. */
export interface RecordVerdict {
  status?: string;
  code?: string;
  message?: string;
  retryAfterMs?: number;
}

/**
 * What an answer means for a batch:
 * `accepted` all of it, `judged` record by record, `failed` try again after a while, `split` a part of it is
 * refused and must be found, `strange` leave the endpoint alone for long.
 */
export type Verdict =
  | { is: "accepted" }
  | { is: "strange" }
  | { is: "judged"; results: Readonly<Record<string, RecordVerdict>>; waitMs: number }
  | { is: "failed"; waitMs: number }
  | { is: "split"; reason: string };

/** What `fetch` came back with. */
export interface Reply {
  /** 0 stands for a redirect that was not followed. */
  status: number;
  type: string;
  body: string;
  /** What `Retry-After` asks for, in milliseconds. */
  retryAfterMs: number;
}

/** Reads the endpoint's answer; any endpoint will do, so only what is understood counts. */
export function judge({ status, type, body, retryAfterMs }: Reply): Verdict {
  const content = parseObject(body);
  const asked = typeof content?.retryAfterMs === "number" ? content.retryAfterMs : 0;
  const waitMs = Math.max(retryAfterMs, asked);
  if (status >= 200 && status < 300) {
    // A captive portal answers everything with its own page.
    if (/^text\/html/i.test(type) || /^\s*</.test(body)) return { is: "failed", waitMs };
    // An answer that broke off on its way: to send again does no harm.
    if (!content && /^\s*\{\s*("|$)/.test(body)) return { is: "failed", waitMs };
    const results = content?.results;
    return typeof results === "object" && results !== null
      ? { is: "judged", results: results as Record<string, RecordVerdict>, waitMs }
      : { is: "accepted" };
  }
  if ([408, 425, 429].includes(status) || status >= 500) return { is: "failed", waitMs };
  if ([400, 413, 422].includes(status)) return { is: "split", reason: String(content?.code ?? status) };
  return { is: "strange" };
}

function parseObject(body: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
