import { Agent, request } from "node:http";
import { aRecord } from "./collectorRecords.ts";

/** What a time of full load came to. */
export interface LoadFigures {
  /** Records acknowledged a second. */
  rowsPerSecond: number;
  /** Answers by status, and failed connections by the system's code. */
  answers: Record<string, number>;
  /** Milliseconds from request to answer, of the batches that were stored. */
  median: number;
  p99: number;
  slowest: number;
}

/** Records in a batch, as many as a widget sends at most. */
export const BATCH = 50;

const [before = "", after = ""] = JSON.stringify({
  ...aRecord({
    id: "ID",
    answers: { score: 3, reason: "Delivery took long and the box was open when it came." },
    trigger: { on: "event", name: "order_paid", props: { amount: 80 } },
    visitor: "6d1c2f4e-0f64-4f2e-9d55-7d1a8f0a31c2",
    page: { url: "https://shop.example/orders", referrer: "" },
    locale: "zh-CN",
    platform: "browser",
    device: "mobile",
  }),
  ageMs: 1200,
}).split("ID");

/** A batch of records that nobody has seen, put together from text so that the sender has little to do. */
export function aBatchOfNews(): string {
  const records = Array.from({ length: BATCH }, () => before + crypto.randomUUID() + after);
  const sentAt = new Date().toISOString();
  return `{"v":1,"key":"pk_shop","sentAt":"${sentAt}","attempt":1,"records":[${records.join()}]}`;
}

/** Holds connections that each send one batch after another; after 429, 503 they wait as they are told. */
export async function putUnderLoad(
  url: string,
  { connections, seconds }: { connections: number; seconds: number },
): Promise<LoadFigures> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const answers: Record<string, number> = {};
  const times: number[] = [];
  const started = performance.now();
  const end = started + seconds * 1000;

  const send = (body: string): Promise<number> =>
    new Promise((resolve) => {
      const sent = performance.now();
      const note = (answer: string | number, waitMs = 0) => {
        answers[answer] = (answers[answer] ?? 0) + 1;
        if (answer === 200) times.push(performance.now() - sent);
        resolve(waitMs);
      };
      const headers = { "Content-Type": "text/plain", "Content-Length": Buffer.byteLength(body) };
      const outgoing = request(`${url}/v1/batches`, { method: "POST", agent, headers }, (incoming) => {
        incoming.resume();
        incoming.once("end", () =>
          note(incoming.statusCode ?? 0, Number(incoming.headers["retry-after"] ?? 0) * 1000),
        );
      });
      outgoing.once("error", (error: NodeJS.ErrnoException) => note(error.code ?? error.message));
      outgoing.end(body);
    });
  await Promise.all(
    Array.from({ length: connections }, async () => {
      while (performance.now() < end) {
        const waitMs = await send(aBatchOfNews());
        if (waitMs) await new Promise((wake) => setTimeout(wake, waitMs * (0.5 + Math.random())));
      }
    }),
  );
  agent.destroy();

  const elapsed = (performance.now() - started) / 1000;
  times.sort((one, other) => one - other);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  return {
    rowsPerSecond: Math.round((times.length * BATCH) / elapsed),
    answers,
    median: at(0.5),
    p99: at(0.99),
    slowest: at(1),
  };
}
