import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import * as z from "zod/mini";
import { listenLocally } from "../../support/listen.ts";
import { manySurveys } from "../manySurveys.ts";
import { type Addresses, COMMENT, contenderOf, QUESTION } from "./contenders.ts";
import { PEERS, peerFile } from "./peers.ts";
import { POSTHOG_CONFIG, POSTHOG_FLAGS, POSTHOG_SURVEY } from "./posthog.ts";

/** The pages of the comparison, the files they fetch, and services that answer as those of each contender would. */
export interface Stand {
  /** Address of a contender's page. */
  page(contender: string, options?: PageOptions): string;
  /** Whether answers are taken in; those that are not stay on the device. */
  takesAnswers: boolean;
  close(): Promise<void>;
}

export interface PageOptions {
  /** Surveys in the survey file, all for the same event; default 1. */
  surveys?: number;
  /** Elements in the page; default {@link PLAIN_NODES}. */
  nodes?: number;
}

/** A survey of each survey file that shows only when it is called. */
export const UNTRIGGERED = "untriggered";

/** Elements of the usual page. */
export const PLAIN_NODES = 100;

const TYPES: Record<string, string> = {
  ".js": "text/javascript",
  ".css": "text/css",
  ".json": "application/json",
};
const HTML = "text/html; charset=utf-8";

/** Where a path of the services lies on the disk. */
const FILES: [prefix: string, locate: (name: string) => string][] = [
  [`/static/${PEERS["posthog-js"]}/`, (name) => peerFile(`posthog-js/dist/${name}`)],
  ["/static/", (name) => peerFile(`posthog-js/dist/${name}`)],
  [
    "/surveyjs/",
    (name) => peerFile(`${name.startsWith("survey-js-ui") ? "survey-js-ui" : "survey-core"}/${name}`),
  ],
  ["/", (name) => `dist/${name}`],
];

const Batch = z.object({ records: z.array(z.object({ id: z.string() })) });

/** Opens it; everything is compressed by brotli. */
export async function openStand(): Promise<Stand> {
  const compressed = new Map<string, Buffer>();
  const send = (response: ServerResponse, type: string, text: string | Buffer, headers = {}) => {
    const key = text.toString();
    const body = compressed.get(key) ?? brotliCompressSync(text);
    compressed.set(key, body);
    response.writeHead(200, {
      "Content-Type": type,
      "Content-Encoding": "br",
      "Content-Length": body.length,
      "Cache-Control": "max-age=3600",
      ...headers,
    });
    response.end(body);
  };
  const listen = (answer: (path: string, request: IncomingMessage, response: ServerResponse) => unknown) => {
    const listener: RequestListener = (request, response) => {
      const { pathname } = new URL(request.url ?? "/", "http://stand");
      Promise.resolve(answer(pathname, request, response)).catch(() => response.writeHead(404, CORS).end());
    };
    return listenLocally(createServer(listener));
  };

  const services = await listen(async (path, request, response) => {
    if (request.method === "OPTIONS") return response.writeHead(204, CORS).end();
    const sendJson = (value: unknown) => send(response, "application/json", JSON.stringify(value), CORS);
    const count = /^\/surveys-(\d+)\.json$/.exec(path)?.[1];
    if (count) return send(response, "application/json", surveyFile(Number(count)), CORS);
    if (path === "/v1/batches") {
      const body = await textOf(request);
      if (!stand.takesAnswers) return response.writeHead(503, CORS).end();
      const ids = Batch.parse(JSON.parse(body)).records.map(({ id }) => [id, { status: "stored" }]);
      return sendJson({ serverTime: new Date().toISOString(), results: Object.fromEntries(ids) });
    }
    if (path === "/array/phc_shop/config.js") {
      const value = JSON.stringify({ config: POSTHOG_CONFIG, siteApps: [] });
      const script = `(window._POSTHOG_REMOTE_CONFIG = window._POSTHOG_REMOTE_CONFIG || {})["phc_shop"] = ${value};`;
      return send(response, "text/javascript", script, CORS);
    }
    if (path === "/array/phc_shop/config") return sendJson(POSTHOG_CONFIG);
    if (path === "/api/surveys/") return sendJson({ surveys: [POSTHOG_SURVEY] });
    if (path === "/flags/") return sendJson(POSTHOG_FLAGS);
    if (path === "/e/" || path === "/i/v0/e/") return sendJson({ status: 1 });
    const [prefix = "/", locate] = FILES.find(([start]) => path.startsWith(start)) ?? [];
    const file = locate?.(path.slice(prefix.length)) ?? "";
    return send(response, TYPES[extname(file)] ?? "application/octet-stream", readFileSync(file), CORS);
  });

  const pages = await listen((path, request, response) => {
    if (path === "/favicon.ico") return response.writeHead(204).end();
    const contender = contenderOf(path.slice(1));
    const wanted = new URL(request.url ?? "/", "http://stand").searchParams;
    const addresses: Addresses = {
      services: services.url,
      surveys: `${services.url}/surveys-${wanted.get("surveys") ?? 1}.json`,
    };
    const html = pageHtml(contender.head(addresses), Number(wanted.get("nodes") ?? PLAIN_NODES));
    return send(response, HTML, html, { "Cache-Control": "no-store" });
  });

  const stand: Stand = {
    takesAnswers: true,
    page: (contender, options = {}) =>
      `${pages.url}/${contender}?${new URLSearchParams(Object.entries(options).map(([key, value]) => [key, String(value)]))}`,
    async close() {
      await pages.close();
      await services.close();
    },
  };
  return stand;
}

const CORS = {
  "Access-Control-Allow-Origin": "*",
  "Access-Control-Allow-Headers": "content-type",
  "Access-Control-Max-Age": "600",
};

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

const made = new Map<number, string>();

/** A survey file that is marked as checked, as a collector serves it. */
function surveyFile(count: number): string {
  const known = made.get(count);
  if (known) return known;
  const folder = mkdtempSync(join(tmpdir(), "askling-bench-"));
  const path = join(folder, "surveys.json");
  const questions = [
    { id: "score", type: "nps", title: QUESTION },
    { id: "reason", type: "text", title: COMMENT },
  ];
  const parts = {
    triggers: [{ on: "event", name: "order_paid" }],
    audience: { url: { contains: "/" } },
    questions,
  };
  const { version, surveys } = manySurveys(count, parts);
  writeFileSync(path, JSON.stringify({ version, surveys: [...surveys, { id: UNTRIGGERED, questions }] }));
  execFileSync(process.execPath, ["dist/server/cli.js", "check", "--stamp", path], { stdio: "pipe" });
  const text = JSON.stringify(JSON.parse(readFileSync(path, "utf8")));
  rmSync(folder, { recursive: true });
  made.set(count, text);
  return text;
}

/** One page of a shop for all; each article is three elements. */
function pageHtml(head: string, nodes: number): string {
  const articles = Array.from(
    { length: Math.ceil(nodes / 3) },
    (_, index) => `<article><h2>Tea ${index}</h2><p>From the hills, picked in spring.</p></article>`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Example shop</title>
<style>main{display:grid;grid-template-columns:repeat(4,1fr);gap:12px;font:16px system-ui}</style>
${head}
</head>
<body><h1>Example shop</h1><main>${articles.join("")}</main></body>
</html>`;
}
