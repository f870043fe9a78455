import {
  type ClientRequest,
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
  request as send,
} from "node:http";
import type { Socket } from "node:net";
import { Batch } from "../../widget/record/schema.ts";
import { listenLocally } from "./listen.ts";

/**
 * What becomes of a batch:
 * `pass` it arrives and is answered; `drop` the connection breaks before it arrives; `lose` it arrives, and the
 * connection breaks before the answer; `truncate` in the middle of the answer; `html` a captive portal answers;
 * `duplicate` it arrives twice; `hang` nobody ever answers; `delayMs` it arrives and is answered late; a status is
 * answered in the collector's place.
 */
export type ProxyAct =
  | "pass"
  | "drop"
  | "lose"
  | "truncate"
  | "html"
  | "duplicate"
  | "hang"
  | { delayMs: number }
  | { status: number; headers?: Record<string, string>; body?: string };

/** One request for a batch, as it came. */
export interface ProxiedBatch {
  method: string;
  headers: IncomingHttpHeaders;
  body: string;
  /** Whether the connection had carried a request before. */
  reused: boolean;
  /** When it came, milliseconds since 1970. */
  at: number;
}

/** A bad network between the widget and an endpoint. */
export interface FaultyProxy {
  url: string;
  /** Requests to `/v1/batches`, oldest first; preflights included. */
  seen: ProxiedBatch[];
  /** The batches that were posted, whatever became of them. */
  batches(): Batch[];
  /** `id.rev` of every record in every batch, in order. */
  sent(): string[];
  /** Decides on a batch; by default everything passes. */
  act: (batch: ProxiedBatch, before: number) => ProxyAct;
  /** Where everything goes; may change, as when a collector starts anew. */
  target: string;
  close(): Promise<void>;
}

/** Opens a proxy on a free port of `127.0.0.1`. */
export async function openProxy(target: string): Promise<FaultyProxy> {
  const seen: ProxiedBatch[] = [];
  const used = new WeakSet<Socket>();
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on("error", () => outgoing.destroy());
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.on("end", () => {
      const body = Buffer.concat(chunks);
      const { method = "GET", url = "/", headers, socket } = incoming;
      const one = { method, headers, body: body.toString(), reused: used.has(socket), at: Date.now() };
      used.add(socket);
      const forward = () => fetchAnswer(proxy.target + url, method, headers, body);
      if (url.replace(/\?.*/, "") !== "/v1/batches")
        return void forward().then((answer) => deliver(answer, outgoing));
      const before = seen.filter((earlier) => earlier.method === "POST").length;
      seen.push(one);
      const act = method === "POST" ? proxy.act(one, before) : "pass";
      void perform(act, forward, outgoing, socket);
    });
  });
  // Longer than a slow machine takes from one batch to the next.
  server.keepAliveTimeout = 60_000;
  const { url, close } = await listenLocally(server);
  const batches = () =>
    seen.filter(({ method }) => method === "POST").map(({ body }) => Batch.parse(JSON.parse(body)));
  const proxy: FaultyProxy = {
    url,
    seen,
    batches,
    sent: () => batches().flatMap(({ records }) => records.map(({ id, rev }) => `${id}.${rev}`)),
    act: () => "pass",
    target,
    close,
  };
  return proxy;
}

type Answer = { reply: IncomingMessage; body: Buffer } | undefined;

async function perform(
  act: ProxyAct,
  forward: () => Promise<Answer>,
  outgoing: ServerResponse,
  socket: Socket,
): Promise<void> {
  const open = { "Access-Control-Allow-Origin": "*" };
  if (typeof act === "object" && "status" in act) {
    outgoing.writeHead(act.status, { ...open, ...act.headers }).end(act.body ?? "");
    return;
  }
  if (act === "hang") return;
  if (act === "drop") return void socket.destroy();
  if (act === "html") {
    outgoing
      .writeHead(200, { ...open, "Content-Type": "text/html" })
      .end("<html>Sign in to this hotel</html>");
    return;
  }
  if (act === "duplicate") await forward();
  const answer = await forward();
  if (act === "lose") return void socket.destroy();
  if (typeof act === "object") await new Promise((resolve) => setTimeout(resolve, act.delayMs));
  if (act === "truncate" && answer) {
    outgoing.writeHead(answer.reply.statusCode ?? 502, headersOf(answer));
    outgoing.write(answer.body.subarray(0, Math.floor(answer.body.length / 2)), () => socket.destroy());
    return;
  }
  deliver(answer, outgoing);
}

function deliver(answer: Answer, outgoing: ServerResponse): void {
  if (!answer) return void outgoing.destroy();
  outgoing.writeHead(answer.reply.statusCode ?? 502, headersOf(answer)).end(answer.body);
}

function fetchAnswer(
  url: string,
  method: string,
  headers: IncomingHttpHeaders,
  body: Buffer,
): Promise<Answer> {
  return new Promise((resolve) => {
    const forward: ClientRequest = send(
      url,
      { method, headers: { ...headers, connection: "close" } },
      (reply) => {
        const chunks: Buffer[] = [];
        reply.on("data", (chunk: Buffer) => chunks.push(chunk));
        reply.on("end", () => resolve({ reply, body: Buffer.concat(chunks) }));
        reply.on("error", () => resolve(undefined));
      },
    );
    forward.on("error", () => resolve(undefined));
    forward.end(body);
  });
}

/** Of the answer itself, not of the connection to the collector, which ends with it. */
function headersOf({ reply }: { reply: IncomingMessage }): IncomingHttpHeaders {
  const { connection: _connection, ...rest } = reply.headers;
  return rest;
}
