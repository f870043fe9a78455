import { createServer, type IncomingHttpHeaders, type ServerResponse, request as send } from "node:http";
import { Batch } from "../../widget/record/schema.ts";
import { listenLocally } from "./listen.ts";

/** One request that came through. */
export interface SeenRequest {
  method: string;
  /** Without the query. */
  path: string;
  url: string;
  headers: IncomingHttpHeaders;
  body: string;
  /** When it came, milliseconds since 1970. */
  at: number;
}

/** An answer given in the collector's place. */
export interface FaultReply {
  status: number;
  headers?: Record<string, string>;
  body?: string;
}

/** A server in front of a collector: passes everything through, remembers it, and can fail on purpose. */
export interface Gate {
  url: string;
  seen: SeenRequest[];
  /** The batches that came, whatever was answered, oldest first. */
  batches(): Batch[];
  /** Answers batches in the collector's place while set; nothing passes a batch on. Default: none. */
  fault: ((batchesBefore: number) => FaultReply | undefined) | undefined;
  close(): Promise<void>;
}

/** How a gate passes requests on. */
export interface GateOptions {
  /** Whether the collector is asked by its own name, as by a plain `proxy_pass` of nginx. Default: by the caller's. */
  renamesHost?: boolean;
}

/** Opens a gate on a free port of `127.0.0.1`. */
export async function openGate(target: string, { renamesHost = false }: GateOptions = {}): Promise<Gate> {
  const seen: SeenRequest[] = [];
  const batches = () => seen.filter(({ method, path }) => method === "POST" && path === "/v1/batches");
  const { host } = new URL(target);
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.on("end", () => {
      const { method = "GET", url = "/", headers } = incoming;
      const body = Buffer.concat(chunks);
      const path = url.replace(/\?.*/, "");
      const fault = method === "POST" && path === "/v1/batches" && gate.fault?.(batches().length);
      seen.push({ method, path, url, headers, body: body.toString(), at: Date.now() });
      if (fault) answer(outgoing, fault);
      else pass(target + url, method, renamesHost ? { ...headers, host } : headers, body, outgoing);
    });
  });
  const { url, close } = await listenLocally(server);
  const gate: Gate = {
    url,
    seen,
    batches: () => batches().map(({ body }) => Batch.parse(JSON.parse(body))),
    fault: undefined,
    close,
  };
  return gate;
}

function answer(outgoing: ServerResponse, { status, headers = {}, body = "" }: FaultReply): void {
  outgoing.writeHead(status, { "Access-Control-Allow-Origin": "*", ...headers });
  outgoing.end(body);
}

function pass(
  url: string,
  method: string,
  headers: IncomingHttpHeaders,
  body: Buffer,
  outgoing: ServerResponse,
): void {
  const forward = send(url, { method, headers: { ...headers, connection: "close" } }, (reply) => {
    outgoing.writeHead(reply.statusCode ?? 502, reply.headers);
    reply.pipe(outgoing);
  });
  forward.on("error", () => outgoing.destroy());
  forward.end(body);
}
