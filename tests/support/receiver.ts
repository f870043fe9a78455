import { createServer, type IncomingHttpHeaders } from "node:http";
import { listenLocally } from "./listen.ts";

/** A request that a receiver got. */
export interface ReceivedRequest {
  /** With the query. */
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/** What a receiver answers; `undefined`: nothing, ever. */
export type ReceiverAnswer = { status?: number; headers?: Record<string, string>; body?: string } | undefined;

/** A server that webhooks are sent to. */
export interface Receiver {
  url: string;
  /** What came, oldest first. */
  requests: ReceivedRequest[];
  /** The bodies of what came, parsed. */
  bodies(): ReturnType<typeof JSON.parse>[];
  /** Changes what it answers from now on. */
  answer(give: (request: ReceivedRequest) => ReceiverAnswer): void;
  close(): Promise<void>;
}

/** Starts a receiver on `127.0.0.1`; it answers 200 until told otherwise. */
export async function startReceiver(
  give: (request: ReceivedRequest) => ReceiverAnswer = () => ({}),
): Promise<Receiver> {
  let current = give;
  const requests: ReceivedRequest[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8");
    request.on("data", (chunk) => {
      body += chunk;
    });
    request.on("end", () => {
      const received = { path: request.url ?? "", headers: request.headers, body };
      requests.push(received);
      const answer = current(received);
      if (answer) response.writeHead(answer.status ?? 200, answer.headers).end(answer.body ?? "ok");
    });
  });
  const { url, close } = await listenLocally(server);
  return {
    url,
    requests,
    bodies: () => requests.map(({ body }) => JSON.parse(body)),
    answer(next) {
      current = next;
    },
    close,
  };
}
