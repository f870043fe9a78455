import * as z from "zod/mini";
import type { SentRecord } from "../../widget/record/schema.ts";

/** What came of a batch that was sent until it was acknowledged. */
export interface Delivery {
  /** Attempts that failed, by status or by the network's error. */
  failures: string[];
}

const Answer = z.object({ results: z.record(z.string(), z.object({ status: z.string() })) });
const PATIENCE_MS = 25_000;

/**
 * Sends a batch to one collector after another, as often as it takes, until every record of it is stored or known.
 *
 * @throws Error when an answer is neither an acknowledgement nor a 429 or 503 with `Retry-After`, or after 25 s
 */
export async function deliver(urls: readonly string[], records: readonly SentRecord[]): Promise<Delivery> {
  const failures: string[] = [];
  const deadline = Date.now() + PATIENCE_MS;
  for (let attempt = 1; Date.now() < deadline; attempt++) {
    const url = urls[(attempt - 1) % urls.length] ?? "";
    const said = await send(url, records, attempt);
    if (said === "acknowledged") return { failures };
    failures.push(said);
    await new Promise((wake) => setTimeout(wake, Math.random() * 20 * Math.min(attempt, 10)));
  }
  throw new Error(`Not acknowledged in time: ${failures.slice(-5).join(", ")}`);
}

async function send(url: string, records: readonly SentRecord[], attempt: number): Promise<string> {
  const body = JSON.stringify({ v: 1, key: "pk_shop", sentAt: new Date().toISOString(), attempt, records });
  let response: Response;
  let text: string;
  try {
    response = await fetch(`${url}/v1/batches`, { method: "POST", body });
    text = await response.text();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  if ([429, 503].includes(response.status) && response.headers.has("Retry-After"))
    return String(response.status);
  if (!response.ok) throw new Error(`Answered ${response.status}: ${text}`);
  const { results } = Answer.parse(JSON.parse(text));
  for (const { id } of records)
    if (!["stored", "duplicate"].includes(results[id]?.status ?? ""))
      throw new Error(`No word of ${id}: ${text}`);
  return "acknowledged";
}
