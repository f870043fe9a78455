import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { extname, join, sep } from "node:path";
import type { Context } from "hono";
import type { Collector } from "../collector.ts";
import { FILE_TYPES } from "../config/rootFiles.ts";
import { DEMO_CONFIG, PACKAGE_ROOT } from "../settings.ts";

/**
 * Answers with a built file, a file that a site wants at the root, or a page of the demo while the demo runs.
 *
 * @returns nothing if there is no such file
 */
export async function answerFile(
  { configuration, isDemo }: Collector,
  context: Context,
): Promise<Response | undefined> {
  if (context.req.method !== "GET" && context.req.method !== "HEAD") return undefined;
  const path = decodePath(context.req.path);
  const type = path && FILE_TYPES[extname(path) || ".html"];
  if (!path || !type) return undefined;
  const rootFile = configuration.current.rootFiles.get(path);
  const built = rootFile ? undefined : await openBuilt(path);
  const found = built ?? (await (rootFile ? open(rootFile) : isDemo ? openDemo(path) : undefined));
  if (!found) return undefined;

  const hash = createHash("sha256").update(found).digest("hex");
  const tag = `"${hash.slice(0, 32)}"`;
  context.header("ETag", tag);
  context.header("Content-Type", type);
  context.header("Cache-Control", built ? await cachingOf(context.req.query("v")) : "no-cache");
  if (!type.startsWith("text/html")) {
    context.header("Access-Control-Allow-Origin", "*");
    context.header("Cross-Origin-Resource-Policy", "cross-origin");
  }
  return context.req.header("If-None-Match") === tag
    ? context.body(null, 304)
    : context.body(new Uint8Array(found), 200);
}

/** Only a name made of plain segments: nothing that climbs, hides or is absolute. */
function decodePath(path: string): string | undefined {
  try {
    const decoded = decodeURIComponent(path);
    const wanted = decoded.endsWith("/") ? `${decoded}index.html` : decoded;
    return /^(?:\/[\w-][\w.-]*)+$/.test(wanted) ? wanted : undefined;
  } catch {
    return undefined;
  }
}

async function open(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path);
  } catch {
    return undefined;
  }
}

function openBuilt(path: string): Promise<Buffer | undefined> | undefined {
  // The collector's own code is nobody's business.
  if (/^\/server(?:\/|$)|\.html$/i.test(path)) return undefined;
  return open(join(PACKAGE_ROOT, "dist", path));
}

async function openDemo(path: string): Promise<Buffer | undefined> {
  const folder = join(PACKAGE_ROOT, "demo");
  const file = join(folder, path);
  if (!file.startsWith(folder + sep) || file === DEMO_CONFIG) return undefined;
  return (await open(file)) ?? (extname(path) ? undefined : open(`${file}.html`));
}

/**
 * A piece that is asked for as this build's loader asks, by the hash of all its pieces, never changes. Any other hash
 * belongs to another build, and keeping this answer under it would let that build's loader run the wrong piece.
 */
async function cachingOf(version: string | undefined): Promise<string> {
  const loader = /^[\da-f]{12}$/.test(version ?? "") && (await openBuilt("/askling.js"));
  return loader && loader.includes(`?v=${version}`)
    ? "public, max-age=31536000, immutable"
    : "public, max-age=300";
}
