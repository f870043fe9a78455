import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Hono } from "hono";
import type { Collector } from "./collector.ts";
import { PACKAGE_ROOT } from "./settings.ts";

/** `GET /board`: the page of the results board. It knows nothing; what it shows it asks for with a session. */
export function boardRoutes(_collector: Collector): Hono {
  const app = new Hono();
  app.get("/board", async (context) => {
    const [script, style] = await Promise.all(["board.js", "board.css"].map(addressOf));
    return context.html(page(script ?? "", style ?? ""), 200, {
      "Cache-Control": "no-cache",
      // Filters stand in the address, and may name people.
      "Referrer-Policy": "same-origin",
    });
  });
  return app;
}

/** With the file's hash, so that a new build is fetched and an old one kept; relative, for collectors under a path. */
async function addressOf(name: string): Promise<string> {
  const content = await readFile(join(PACKAGE_ROOT, "dist", "board", name)).catch(() => undefined);
  const hash = content && createHash("sha256").update(content).digest("hex").slice(0, 12);
  return `board/${name}${hash ? `?v=${hash}` : ""}`;
}

function page(script: string, style: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>Askling</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${style}">
<script type="module" src="${script}"></script>
</head>
<body>
<div id="board"></div>
<noscript>The board needs JavaScript. 看板需要启用 JavaScript。</noscript>
</body>
</html>
`;
}
