import { createServer } from "node:http";
import { type Listening, listenLocally } from "./listen.ts";

/** One file of a customer's site. */
export interface PageFile {
  body: string;
  /** Default: HTML. */
  type?: string;
  headers?: Record<string, string>;
}

/** A customer's own site, on another origin than the collector. */
export interface PageServer extends Listening {
  /** Answers for a path; HTML if it gives only text, 404 if it gives nothing. */
  answer(path: string): PageFile | string | undefined;
}

/** Opens a customer's site on a free port. */
export async function openPages(answer: PageServer["answer"]): Promise<PageServer> {
  const server = createServer((request, response) => {
    const path = (request.url ?? "/").replace(/\?.*/, "");
    // Browsers ask for it unasked, and report a missing one on the console.
    const found = path === "/favicon.ico" ? { body: "", type: "image/x-icon" } : pages.answer(path);
    const {
      body,
      type = "text/html; charset=utf-8",
      headers = {},
    } = typeof found === "object" ? found : { body: found ?? "" };
    response.writeHead(found === undefined ? 404 : 200, { "Content-Type": type, ...headers });
    response.end(body);
  });
  const pages: PageServer = { ...(await listenLocally(server)), answer };
  return pages;
}
